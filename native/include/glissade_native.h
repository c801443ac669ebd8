/*
 * glissade_native: kernels for instructions that .NET does not offer. Optional: Glissade computes the same without it.
 *
 * Functions keep no state, allocate nothing, and may be called from any thread. Pointers need only the alignment of their element type.
 */
#ifndef GLISSADE_NATIVE_H
#define GLISSADE_NATIVE_H

#include <stdint.h>

#if defined(_WIN32)
#define GLISSADE_API __declspec(dllexport)
#else
#define GLISSADE_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Raised by every change of a signature, a meaning or a constant of this header. */
#define GLISSADE_ABI_VERSION 1

/* What functions return. */
#define GLISSADE_OK 0
#define GLISSADE_UNSUPPORTED (-1)  /* this processor, or this build of the library, lacks the instructions */
#define GLISSADE_BAD_ARGUMENT (-2) /* nothing was computed */

/* Features, as bits. */
#define GLISSADE_AVX512_BF16 UINT32_C(1) /* vdpbf16ps on 512-bit registers that the system saves */
#define GLISSADE_ARM_BF16 UINT32_C(2)    /* bfdot */

/* Longest row that glissade_gather_dot_bf16 takes, in elements. */
#define GLISSADE_MAX_LENGTH 4096

/* The GLISSADE_ABI_VERSION that the library was built with. */
GLISSADE_API int32_t glissade_abi_version(void);

/* The features that both this processor and this build of the library have. */
GLISSADE_API uint32_t glissade_features(void);

/*
 * results[i] = rows[ids[i]] . vector for i < count.
 *
 * rows     row 0 of a matrix of bfloat16 numbers; row r begins stride bytes x r further on
 * stride   bytes from one row to the next
 * ids      row numbers, not checked
 * count    how many, not negative
 * vector   length single-precision numbers
 * length   elements of a row: a multiple of 16, at least 16 and at most GLISSADE_MAX_LENGTH; nothing beyond them is read (prefetch aside)
 * results  count numbers; overlap nothing above
 *
 * The vector is split into two bfloat16 numbers an element, high = round(x) and low = round(x - high), and products are summed in single
 * precision. So a result differs from the exact one by the rounding of the sum and by at most 2^-16 of the sum of |row[j] vector[j]|.
 *
 * The instructions take subnormal numbers for zero and give zero for them: a product with a subnormal element counts as 0, and so does
 * low where it is subnormal, that is for elements below about 2^-117. NaN, and infinity in the vector, come out as the definition has
 * them. An infinite weight gives NaN where the definition may give infinity (infinity times low, which may be 0 or of the other sign).
 *
 * Returns GLISSADE_OK, GLISSADE_UNSUPPORTED or GLISSADE_BAD_ARGUMENT (count, length or a null pointer).
 */
GLISSADE_API int32_t glissade_gather_dot_bf16(
    const void *rows, int64_t stride, const int32_t *ids, int32_t count, const float *vector, int32_t length, float *results);

#ifdef __cplusplus
}
#endif

#endif
