import type COS from 'cos-wx-sdk-v5';
import * as real from '../../../miniprogram/services/ci/cos-sdk';

type Callback = Parameters<NonNullable<COS.Options['getAuthorization']>>[1];

/** Gives the SDK the signature of the first attempt for each of its further ones, without asking the program. */
export const cosSdk: typeof real.cosSdk = () => {
  const Cos = real.cosSdk();
  return class extends Cos {
    constructor(options: COS.Options) {
      let given: Parameters<Callback>[0] | undefined;
      super({
        ...options,
        getAuthorization: (request, callback) => {
          if (given !== undefined) {
            callback(given);
            return;
          }
          options.getAuthorization(request, (authorization) => {
            given = authorization;
            callback(authorization);
          });
        },
      });
    }
  };
};
