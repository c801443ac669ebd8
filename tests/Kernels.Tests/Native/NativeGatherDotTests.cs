using System.Runtime.Intrinsics;

namespace Glissade.Kernels.Tests;

public sealed unsafe class NativeGatherDotTests
{
    private const int Columns = 129;

    /// <summary>Whoever trains with the library and evaluates without it gets the same logits to rounding.</summary>
    [Fact]
    public void ResultsAgreeWithThoseOfAProcessWithoutTheLibrary()
    {
        SkipUnlessActive();
        const int rowCount = 1000;
        using WeightMatrix rows = Rows(rowCount, WeightPrecision.BFloat16);
        using TestMemory vector = Vector(rows);
        using TestMemory results = new(rowCount);
        using TestMemory expected = new(rowCount);
        fixed (int* ids = Enumerable.Range(0, rowCount).Reverse().ToArray())
        {
            Assert.True(NativeGatherDot.TryCompute(rows, ids, rowCount, vector.Pointer, results.Pointer));
            GatherDot.Compute<Vector512<float>, Simd512>(rows, ids, rowCount, vector.Pointer, expected.Pointer);
        }
        for (int i = 0; i < rowCount; i++)
            Assert.Equal(expected.Span[i], results.Span[i], Columns * (1f / 65536));
        Assert.NotEqual(expected.Span.ToArray(), results.Span.ToArray());
    }

    [Fact]
    public void GatherDotUsesIt()
    {
        SkipUnlessActive();
        using WeightMatrix rows = Rows(100, WeightPrecision.BFloat16);
        using TestMemory vector = Vector(rows);
        using TestMemory dispatched = new(100);
        using TestMemory native = new(100);
        fixed (int* ids = Enumerable.Range(0, 100).ToArray())
        {
            GatherDot.Compute(rows, ids, 100, vector.Pointer, dispatched.Pointer);
            NativeKernels.GatherDotBFloat16(rows.Pointer, rows.StrideBytes, ids, 100, vector.Pointer, native.Pointer, rows.Length);
        }
        Assert.Equal(native.Span, dispatched.Span);
    }

    [Theory]
    [InlineData(100, NativeGatherDot.MinRows - 1, WeightPrecision.BFloat16)]
    [InlineData(100, 100, WeightPrecision.Single)]
    [InlineData(7000, 100, WeightPrecision.BFloat16)]
    public void FewRowsWideLayersAndSinglePrecisionAreLeftToTheOtherKernels(int rowCount, int count, WeightPrecision precision)
    {
        using WeightMatrix rows = Rows(rowCount, precision);
        using TestMemory vector = Vector(rows);
        using TestMemory results = new(count);
        results.Span.Fill(-1);
        fixed (int* ids = new int[count])
            Assert.False(NativeGatherDot.TryCompute(rows, ids, count, vector.Pointer, results.Pointer));
        Assert.All(results.Span.ToArray(), result => Assert.Equal(-1, result));
    }

    [Fact]
    public void RowsLongerThanItTakesAreLeftToTheOtherKernels()
    {
        using WeightMatrix rows = new(100, NativeKernels.MaxLength + 1, WeightPrecision.BFloat16);
        using TestMemory vector = new(rows.Length);
        using TestMemory results = new(100);
        fixed (int* ids = new int[100])
            Assert.False(NativeGatherDot.TryCompute(rows, ids, 100, vector.Pointer, results.Pointer));
    }

    private static void SkipUnlessActive()
    {
        if (!NativeGatherDot.IsActive)
            Assert.Skip("the native library is absent or turned off, or has nothing for this processor or tier that is used");
    }

    private static WeightMatrix Rows(int count, WeightPrecision precision)
    {
        WeightMatrix rows = new(count, Columns, precision);
        RandomStream random = new(4);
        float[] row = new float[Columns];
        for (int i = 0; i < count; i++)
        {
            foreach (ref float value in row.AsSpan())
                value = random.NextGaussian();
            rows.WriteRow(i, row);
        }
        return rows;
    }

    private static TestMemory Vector(WeightMatrix rows)
    {
        TestMemory vector = TestMemory.Gaussian(rows.Length, 6);
        vector.Span[Columns..].Clear();
        return vector;
    }
}
