/*
 * Dot products by vdpbf16ps: lane k of the sum gains w[2k] x[2k] + w[2k+1] x[2k+1], 32 elements an instruction. Compared with widening,
 * a row's elements go from memory into the instruction as they lie. Two products an element keep nearly the precision of a
 * single-precision vector; glissade_native.h has the particulars.
 */
#include "glissade_native.h"
#include "kernels.h"

#include <immintrin.h>
#include <stdalign.h>

/* The vector in two parts, with zeros up to a multiple of 32 elements. */
typedef struct {
    alignas(64) uint16_t high[GLISSADE_MAX_LENGTH];
    alignas(64) uint16_t low[GLISSADE_MAX_LENGTH];
} split_vector;

static void split(const float *vector, int32_t length, split_vector *parts)
{
    const __m512i upper = _mm512_set1_epi32((int)0xFFFF0000);
    for (int32_t j = 0; j < length; j += 16) {
        __m512 x = _mm512_loadu_ps(vector + j);
        __m512i rounded = _mm512_slli_epi32(_mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(x)), 16);
        /* The largest numbers would round to infinity: cut them off instead. */
        __mmask16 infinite = _mm512_fpclass_ps_mask(_mm512_castsi512_ps(rounded), 0x18);
        __m512i high = _mm512_mask_and_epi32(rounded, infinite, _mm512_castps_si512(x), upper);
        /* NaN and infinity have no rest. */
        __mmask16 finite = (__mmask16)~_mm512_fpclass_ps_mask(x, 0x99);
        __m512 rest = _mm512_maskz_sub_ps(finite, x, _mm512_castsi512_ps(high));
        _mm256_store_si256((__m256i *)(parts->high + j), _mm512_cvtepi32_epi16(_mm512_srli_epi32(high, 16)));
        _mm256_store_si256((__m256i *)(parts->low + j), (__m256i)_mm512_cvtneps_pbh(rest));
    }
    if (length % 32 != 0) {
        _mm256_store_si256((__m256i *)(parts->high + length), _mm256_setzero_si256());
        _mm256_store_si256((__m256i *)(parts->low + length), _mm256_setzero_si256());
    }
}

static inline __m512bh load_part(const uint16_t *part)
{
    return (__m512bh)_mm512_load_si512(part);
}

static inline __m512bh load32(const uint8_t *row, int32_t element)
{
    return (__m512bh)_mm512_loadu_si512(row + 2 * element);
}

/* The last 16 elements of a row, then zeros. */
static inline __m512bh load16(const uint8_t *row, int32_t element)
{
    return (__m512bh)_mm512_zextsi256_si512(_mm256_loadu_si256((const __m256i *)(row + 2 * element)));
}

static inline void prefetch(const uint8_t *row, int32_t element)
{
    _mm_prefetch((const char *)row + 2 * element, _MM_HINT_T0);
}

static inline __m256 fold(__m512 a)
{
    return _mm256_add_ps(_mm512_castps512_ps256(a), _mm512_extractf32x8_ps(a, 1));
}

/* The lanes' sums of four registers: halves are added until pairs of registers can share one. */
static inline __m128 sums(__m512 a, __m512 b, __m512 c, __m512 d)
{
    __m256 a8 = fold(a), b8 = fold(b), c8 = fold(c), d8 = fold(d);
    __m256d ab = _mm256_castps_pd(_mm256_add_ps(_mm256_unpacklo_ps(a8, b8), _mm256_unpackhi_ps(a8, b8)));
    __m256d cd = _mm256_castps_pd(_mm256_add_ps(_mm256_unpacklo_ps(c8, d8), _mm256_unpackhi_ps(c8, d8)));
    __m256 abcd = _mm256_add_ps(_mm256_castpd_ps(_mm256_unpacklo_pd(ab, cd)), _mm256_castpd_ps(_mm256_unpackhi_pd(ab, cd)));
    return _mm_add_ps(_mm256_castps256_ps128(abcd), _mm256_extractf128_ps(abcd, 1));
}

void gather_dot_avx512(
    const uint8_t *rows, int64_t stride, const int32_t *ids, int32_t count, const float *vector, int32_t length, float *results)
{
    split_vector parts;
    split(vector, length, &parts);
    const int32_t full = length / 32 * 32;
    const int32_t distance = prefetch_distance(2 * length);
    for (int32_t first = 0; first < distance && first < count; first++) {
        for (int32_t j = 0; j < length; j += 32)
            prefetch(rows + ids[first] * stride, j);
    }
    int32_t i = 0;
    for (; i + 4 <= count; i += 4) {
        const uint8_t *row0 = rows + ids[i] * stride;
        const uint8_t *row1 = rows + ids[i + 1] * stride;
        const uint8_t *row2 = rows + ids[i + 2] * stride;
        const uint8_t *row3 = rows + ids[i + 3] * stride;
        /* Near the end there is nothing more to ask for: what is at hand again costs less than a branch in the loop. */
        const int32_t ahead = count - 4 - i >= distance ? i + distance : i;
        const uint8_t *next0 = rows + ids[ahead] * stride;
        const uint8_t *next1 = rows + ids[ahead + 1] * stride;
        const uint8_t *next2 = rows + ids[ahead + 2] * stride;
        const uint8_t *next3 = rows + ids[ahead + 3] * stride;
        /* Sums apart for the two parts: eight chains hide the instruction's latency. */
        __m512 high0 = _mm512_setzero_ps(), high1 = high0, high2 = high0, high3 = high0;
        __m512 low0 = high0, low1 = high0, low2 = high0, low3 = high0;
#define STEP(LOAD)                                       \
    do {                                                 \
        __m512bh high = load_part(parts.high + j);       \
        __m512bh low = load_part(parts.low + j);         \
        __m512bh w0 = LOAD(row0, j);                     \
        __m512bh w1 = LOAD(row1, j);                     \
        __m512bh w2 = LOAD(row2, j);                     \
        __m512bh w3 = LOAD(row3, j);                     \
        prefetch(next0, j);                              \
        prefetch(next1, j);                              \
        prefetch(next2, j);                              \
        prefetch(next3, j);                              \
        high0 = _mm512_dpbf16_ps(high0, w0, high);       \
        low0 = _mm512_dpbf16_ps(low0, w0, low);          \
        high1 = _mm512_dpbf16_ps(high1, w1, high);       \
        low1 = _mm512_dpbf16_ps(low1, w1, low);          \
        high2 = _mm512_dpbf16_ps(high2, w2, high);       \
        low2 = _mm512_dpbf16_ps(low2, w2, low);          \
        high3 = _mm512_dpbf16_ps(high3, w3, high);       \
        low3 = _mm512_dpbf16_ps(low3, w3, low);          \
    } while (0)
        int32_t j = 0;
        for (; j < full; j += 32)
            STEP(load32);
        if (j < length)
            STEP(load16);
#undef STEP
        __m512 sum0 = _mm512_add_ps(high0, low0);
        __m512 sum1 = _mm512_add_ps(high1, low1);
        __m512 sum2 = _mm512_add_ps(high2, low2);
        __m512 sum3 = _mm512_add_ps(high3, low3);
        _mm_storeu_ps(results + i, sums(sum0, sum1, sum2, sum3));
    }
    for (; i < count; i++) {
        const uint8_t *row = rows + ids[i] * stride;
        __m512 high = _mm512_setzero_ps(), low = high;
        int32_t j = 0;
        for (; j < full; j += 32) {
            high = _mm512_dpbf16_ps(high, load32(row, j), load_part(parts.high + j));
            low = _mm512_dpbf16_ps(low, load32(row, j), load_part(parts.low + j));
        }
        if (j < length) {
            high = _mm512_dpbf16_ps(high, load16(row, j), load_part(parts.high + j));
            low = _mm512_dpbf16_ps(low, load16(row, j), load_part(parts.low + j));
        }
        results[i] = _mm512_reduce_add_ps(_mm512_add_ps(high, low));
    }
}
