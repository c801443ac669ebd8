using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Glissade.Kernels;

namespace Glissade.Runner.Roofline;

/// <summary>
/// What this machine can do, by loops that do nothing else: the bounds that kernels are held against. Written apart from the kernels, so that
/// a slow kernel cannot lower its own bound.
/// </summary>
internal static unsafe class MachineProbes
{
    /// <summary>Adds up rows [start, end) in the order they lie.</summary>
    public static float ReadInOrder(in ProbedRows rows, int start, int end) =>
        Vector512.IsHardwareAccelerated ? ReadInOrder<Vector512<float>, Simd512>(rows, start, end)
        : Vector256.IsHardwareAccelerated ? ReadInOrder<Vector256<float>, Simd256>(rows, start, end)
        : ReadInOrder<Vector128<float>, Simd128>(rows, start, end);

    /// <summary>Adds up the rows named by <paramref name="ids"/>, asking for them <paramref name="distance"/> rows ahead.</summary>
    public static float ReadRows(in ProbedRows rows, ReadOnlySpan<int> ids, int distance) =>
        Vector512.IsHardwareAccelerated ? ReadRows<Vector512<float>, Simd512>(rows, ids, distance)
        : Vector256.IsHardwareAccelerated ? ReadRows<Vector256<float>, Simd256>(rows, ids, distance)
        : ReadRows<Vector128<float>, Simd128>(rows, ids, distance);

    /// <summary>Reads and writes back the rows named by <paramref name="ids"/>.</summary>
    public static void ReadAndWriteRows(in ProbedRows rows, ReadOnlySpan<int> ids, int distance)
    {
        if (Vector512.IsHardwareAccelerated)
            ReadAndWriteRows<Vector512<float>, Simd512>(rows, ids, distance);
        else if (Vector256.IsHardwareAccelerated)
            ReadAndWriteRows<Vector256<float>, Simd256>(rows, ids, distance);
        else
            ReadAndWriteRows<Vector128<float>, Simd128>(rows, ids, distance);
    }

    /// <summary>Runs <paramref name="rounds"/> x 12 independent multiply-adds on registers; returns the floating-point operations done.</summary>
    public static long MultiplyAdd(long rounds, out float result)
    {
        if (Vector512.IsHardwareAccelerated)
            return MultiplyAdd<Vector512<float>, Simd512>(rounds, out result);
        return Vector256.IsHardwareAccelerated
            ? MultiplyAdd<Vector256<float>, Simd256>(rounds, out result)
            : MultiplyAdd<Vector128<float>, Simd128>(rounds, out result);
    }

    private static float ReadInOrder<TVector, TSimd>(in ProbedRows rows, int start, int end)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector sum = TSimd.Zero;
        for (int row = start; row < end; row++)
            sum = AddRow<TVector, TSimd>(rows.At(row), rows.Floats, sum);
        return TSimd.Sum(sum);
    }

    private static float ReadRows<TVector, TSimd>(in ProbedRows rows, ReadOnlySpan<int> ids, int distance)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector sum = TSimd.Zero;
        for (int i = 0; i < ids.Length; i++)
        {
            if (i + distance < ids.Length)
                Prefetch.Row(rows.At(ids[i + distance]), rows.Floats);
            sum = AddRow<TVector, TSimd>(rows.At(ids[i]), rows.Floats, sum);
        }
        return TSimd.Sum(sum);
    }

    private static void ReadAndWriteRows<TVector, TSimd>(in ProbedRows rows, ReadOnlySpan<int> ids, int distance)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector nothing = TSimd.Zero; // written back as it was, so that the weights stay what they are
        for (int i = 0; i < ids.Length; i++)
        {
            if (i + distance < ids.Length)
                Prefetch.Row(rows.At(ids[i + distance]), rows.Floats);
            float* row = rows.At(ids[i]);
            for (int j = 0; j < rows.Floats; j += TSimd.Lanes)
                TSimd.Store(TSimd.Add(TSimd.Load(row + j), nothing), row + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddRow<TVector, TSimd>(float* row, int length, TVector sum)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector even = sum;
        TVector odd = TSimd.Zero;
        for (int j = 0; j < length - TSimd.Lanes; j += 2 * TSimd.Lanes)
        {
            even = TSimd.Add(even, TSimd.Load(row + j));
            odd = TSimd.Add(odd, TSimd.Load(row + j + TSimd.Lanes));
        }
        return TSimd.Add(even, odd);
    }

    private static long MultiplyAdd<TVector, TSimd>(long rounds, out float result)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        TVector factor = TSimd.Broadcast(0.999f);
        TVector term = TSimd.Broadcast(0.001f);
        TVector a0 = term, a1 = term, a2 = term, a3 = term, a4 = term, a5 = term, a6 = term, a7 = term;
        TVector b0 = term, b1 = term, b2 = term, b3 = term;
        for (long round = 0; round < rounds; round++)
        {
            a0 = TSimd.MultiplyAdd(a0, factor, term);
            a1 = TSimd.MultiplyAdd(a1, factor, term);
            a2 = TSimd.MultiplyAdd(a2, factor, term);
            a3 = TSimd.MultiplyAdd(a3, factor, term);
            a4 = TSimd.MultiplyAdd(a4, factor, term);
            a5 = TSimd.MultiplyAdd(a5, factor, term);
            a6 = TSimd.MultiplyAdd(a6, factor, term);
            a7 = TSimd.MultiplyAdd(a7, factor, term);
            b0 = TSimd.MultiplyAdd(b0, factor, term);
            b1 = TSimd.MultiplyAdd(b1, factor, term);
            b2 = TSimd.MultiplyAdd(b2, factor, term);
            b3 = TSimd.MultiplyAdd(b3, factor, term);
        }
        TVector sum = TSimd.Add(TSimd.Add(TSimd.Add(a0, a1), TSimd.Add(a2, a3)), TSimd.Add(TSimd.Add(a4, a5), TSimd.Add(a6, a7)));
        result = TSimd.Sum(TSimd.Add(sum, TSimd.Add(TSimd.Add(b0, b1), TSimd.Add(b2, b3))));
        return rounds * 12 * 2 * TSimd.Lanes;
    }
}
