using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <content>A square of 8 x 8: neighbouring rows are interleaved, then pairs of rows, both within halves of registers; then halves change places.</content>
internal readonly unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeTile<TFormat>(byte* rows, nint stride, nint element, float* target, nint targetStride)
        where TFormat : struct, IRowFormat<Vector256<float>>
    {
        Vector256<float> r0 = TFormat.Load(rows, element);
        Vector256<float> r1 = TFormat.Load(rows + stride, element);
        Vector256<float> r2 = TFormat.Load(rows + (2 * stride), element);
        Vector256<float> r3 = TFormat.Load(rows + (3 * stride), element);
        Vector256<float> r4 = TFormat.Load(rows + (4 * stride), element);
        Vector256<float> r5 = TFormat.Load(rows + (5 * stride), element);
        Vector256<float> r6 = TFormat.Load(rows + (6 * stride), element);
        Vector256<float> r7 = TFormat.Load(rows + (7 * stride), element);
        Quarters(ref r0, ref r1, ref r2, ref r3);
        Quarters(ref r4, ref r5, ref r6, ref r7);
        StoreHalves(r0, r4, target, targetStride);
        StoreHalves(r1, r5, target + targetStride, targetStride);
        StoreHalves(r2, r6, target + (2 * targetStride), targetStride);
        StoreHalves(r3, r7, target + (3 * targetStride), targetStride);
    }

    /// <summary>Transposes the lower halves of four registers as a square of 4 x 4, and the upper ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        Vector256<double> lowerAb = InterleaveLower(a, b).AsDouble();
        Vector256<double> upperAb = InterleaveUpper(a, b).AsDouble();
        Vector256<double> lowerCd = InterleaveLower(c, d).AsDouble();
        Vector256<double> upperCd = InterleaveUpper(c, d).AsDouble();
        a = InterleaveLower(lowerAb, lowerCd).AsSingle();
        b = InterleaveUpper(lowerAb, lowerCd).AsSingle();
        c = InterleaveLower(upperAb, upperCd).AsSingle();
        d = InterleaveUpper(upperAb, upperCd).AsSingle();
    }

    /// <summary>Both lower halves are a row of the transposed tile, both upper ones that of four lanes later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector256<float> left, Vector256<float> right, float* target, nint targetStride)
    {
        Vector256.Create(left.GetLower(), right.GetLower()).Store(target);
        Vector256.Create(left.GetUpper(), right.GetUpper()).Store(target + (4 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> InterleaveLower(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Avx.UnpackLow(a, b)
        : Vector256.Create(a[0], b[0], a[1], b[1], a[4], b[4], a[5], b[5]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> InterleaveUpper(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Avx.UnpackHigh(a, b)
        : Vector256.Create(a[2], b[2], a[3], b[3], a[6], b[6], a[7], b[7]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> InterleaveLower(Vector256<double> a, Vector256<double> b) =>
        Avx.IsSupported ? Avx.UnpackLow(a, b) : Vector256.Create(a[0], b[0], a[2], b[2]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> InterleaveUpper(Vector256<double> a, Vector256<double> b) =>
        Avx.IsSupported ? Avx.UnpackHigh(a, b) : Vector256.Create(a[1], b[1], a[3], b[3]);
}
