using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <content>A square of 4 x 4: neighbouring rows are interleaved, then pairs of rows.</content>
internal readonly unsafe partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeTile<TFormat>(byte* rows, nint stride, nint element, float* target, nint targetStride)
        where TFormat : struct, IRowFormat<Vector128<float>>
    {
        Vector128<float> r0 = TFormat.Load(rows, element);
        Vector128<float> r1 = TFormat.Load(rows + stride, element);
        Vector128<float> r2 = TFormat.Load(rows + (2 * stride), element);
        Vector128<float> r3 = TFormat.Load(rows + (3 * stride), element);
        // Elements 0 and 1, and 2 and 3, of rows 0 and 1 and of rows 2 and 3.
        Vector128<float> lower01 = InterleaveLower(r0, r1);
        Vector128<float> upper01 = InterleaveUpper(r0, r1);
        Vector128<float> lower23 = InterleaveLower(r2, r3);
        Vector128<float> upper23 = InterleaveUpper(r2, r3);
        Vector128.Create(lower01.GetLower(), lower23.GetLower()).Store(target);
        Vector128.Create(lower01.GetUpper(), lower23.GetUpper()).Store(target + targetStride);
        Vector128.Create(upper01.GetLower(), upper23.GetLower()).Store(target + (2 * targetStride));
        Vector128.Create(upper01.GetUpper(), upper23.GetUpper()).Store(target + (3 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLower(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
            return Sse.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(a, b);
        return Vector128.Create(a[0], b[0], a[1], b[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveUpper(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
            return Sse.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(a, b);
        return Vector128.Create(a[2], b[2], a[3], b[3]);
    }
}
