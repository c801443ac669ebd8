using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>
/// The C library against this project's own kernel, on bfloat16 rows picked by id; times are those of one row. What it shows decides
/// where NativeGatherDot uses the library. Fails where there is none.
/// </summary>
public unsafe class NativeBenchmarks
{
    private WeightMatrix rows = null!;
    private RowMatrix vector = null!;
    private RowMatrix results = null!;
    private RowWindows windows = null!;

    /// <summary>In the first- or second-level cache, around its end, in the third, in memory.</summary>
    [Params(256, 2048, 8192, 16_384, 670_091)]
    public int Rows { get; set; }

    [Params(128, 144)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        if (!NativeKernels.IsLoaded)
            throw new InvalidOperationException("the native library is absent or has nothing for this processor");
        rows = new WeightMatrix(Rows, Length, WeightPrecision.BFloat16);
        vector = RandomNumbers.Fill(new RowMatrix(1, Length), 1);
        using RowMatrix row = new(1, Length);
        for (int i = 0; i < Rows; i++)
            rows.WriteRow(i, RandomNumbers.Fill(row, (ulong)i).Row(0));
        results = new RowMatrix(1, RowWindows.Count);
        windows = new RowWindows(Rows, 3);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        rows.Dispose();
        vector.Dispose();
        results.Dispose();
        windows.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = RowWindows.Count)]
    public void Managed()
    {
        if (Vector512.IsHardwareAccelerated)
            GatherDot.Compute<Vector512<float>, Simd512>(rows, windows.Next(), RowWindows.Count, vector.Pointer, results.Pointer);
        else
            GatherDot.Compute<Vector128<float>, Simd128>(rows, windows.Next(), RowWindows.Count, vector.Pointer, results.Pointer);
    }

    [Benchmark(OperationsPerInvoke = RowWindows.Count)]
    public void Native() =>
        NativeKernels.GatherDotBFloat16(
            rows.Pointer, rows.StrideBytes, windows.Next(), RowWindows.Count, vector.Pointer, results.Pointer, rows.Length);
}
