// Sends one file as it is and tells how far it is: fetch cannot say that, so this is the one place with XMLHttpRequest.
import { address, ApiError } from "./fetching";
import type { ErrorBody } from "./types";

export function upload<Answer>(
  path: string, file: File, query: Record<string, string | boolean>, onProgress: (share: number) => void, signal?: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address(path, query));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Requested-With", "trunkline");
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as Answer);
      else reject(new ApiError(request.status, readError(request.responseText)));
    });
    request.addEventListener("error", () => reject(new ApiError(0, {
      code: "Unreachable", reason: "No connection", message: "the server cannot be reached: check the connection, the file was not sent",
    })));
    request.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function readError(text: string): Partial<ErrorBody> {
  try {
    return JSON.parse(text) as Partial<ErrorBody>;
  } catch {
    return {};
  }
}
