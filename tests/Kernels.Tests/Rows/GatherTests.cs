namespace Glissade.Kernels.Tests;

public sealed unsafe class GatherTests
{
    private const int RowCount = 23;

    public static TheoryData<string, WeightPrecision> Cases => Widths.WithPrecisions;

    [Theory]
    [MemberData(nameof(Cases))]
    public void GatherDotIsTheScalarOneForAnyNumberOfRows(string width, WeightPrecision precision)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths.Where(length => length <= 272))
        {
            using StoredRows rows = StoredRows.Gaussian(precision, RowCount, length, 5);
            using TestMemory vector = TestMemory.Gaussian(length, 6, misaligned: true);
            for (int count = 0; count <= 21; count++)
            {
                int[] ids = Ids(count);
                using TestMemory results = new(count);
                fixed (int* id = ids)
                    kernels.GatherDot(precision, rows.Pointer, rows.Stride, id, count, vector.Pointer, results.Pointer, length);
                for (int i = 0; i < count; i++)
                {
                    using TestMemory row = rows.Read(ids[i]);
                    float expected = Scalar.Dot(row.Pointer, vector.Pointer, length);
                    Near.Equal(expected, results.Span[i], length, $"length {length}, row {i} of {count}");
                }
                results.AssertSurroundings();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GatherSumIsTheScalarOneForAnyNumberOfRows(string width, WeightPrecision precision)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths.Where(length => length <= 272))
        {
            using StoredRows rows = StoredRows.Gaussian(precision, RowCount, length, 5);
            foreach (int count in (int[])[0, 1, 2, 3, 4, 5, 8, 21])
            {
                int[] ids = Ids(count);
                using TestMemory scales = TestMemory.Gaussian(count, 7);
                using TestMemory sum = new(length, misaligned: true);
                sum.Span.Fill(float.NaN); // what was there before must not matter
                fixed (int* id = ids)
                    kernels.GatherSum(precision, rows.Pointer, rows.Stride, id, scales.Pointer, count, sum.Pointer, length);
                for (int j = 0; j < length; j++)
                {
                    double expected = 0;
                    for (int i = 0; i < count; i++)
                        expected += (double)scales.Span[i] * rows.Get(ids[i], j);
                    Near.Equal(expected, sum.Span[j], count, $"length {length}, {count} rows, element {j}");
                }
                sum.AssertSurroundings();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GathersStayBeforeAPageWithoutAccess(string width, WeightPrecision precision)
    {
        KernelSet kernels = KernelSet.ByName(width);
        int elementBytes = precision == WeightPrecision.Single ? sizeof(float) : sizeof(ushort);
        foreach (int length in (int[])[16, 48, 144, 272])
        {
            using GuardedBuffer<byte> rows = new(RowCount * length * elementBytes);
            using GuardedBuffer<float> vector = new(length);
            vector.Span.Fill(1);
            for (int i = 0; i < RowCount * length; i++)
            {
                if (precision == WeightPrecision.Single)
                    ((float*)rows.Pointer)[i] = 1;
                else
                    ((ushort*)rows.Pointer)[i] = BFloat16.FromSingle(1);
            }
            foreach (int count in (int[])[1, 3, 4, 5, 12, 23])
            {
                using GuardedBuffer<int> ids = new(count);
                using GuardedBuffer<float> numbers = new(count);
                for (int i = 0; i < count; i++)
                    ids.Span[i] = RowCount - 1 - (i % RowCount);
                nint stride = length * elementBytes;
                kernels.GatherDot(precision, rows.Pointer, stride, ids.Pointer, count, vector.Pointer, numbers.Pointer, length);
                Assert.All(numbers.Span.ToArray(), number => Assert.Equal(length, number));
                numbers.Span.Fill(1);
                using GuardedBuffer<float> sum = new(length);
                kernels.GatherSum(precision, rows.Pointer, stride, ids.Pointer, numbers.Pointer, count, sum.Pointer, length);
                Assert.All(sum.Span.ToArray(), number => Assert.Equal(count, number));
            }
        }
    }

    [Theory]
    [InlineData(WeightPrecision.Single)]
    [InlineData(WeightPrecision.BFloat16)]
    public void GatherCopyTakesEachRowInOrderAndNothingElse(WeightPrecision precision)
    {
        foreach (int length in (int[])[16, 48, 272])
        {
            using WeightMatrix rows = new(RowCount, length, precision);
            RandomStream random = new(4);
            for (int row = 0; row < RowCount; row++)
                rows.WriteRow(row, [.. Enumerable.Range(0, length).Select(_ => random.NextGaussian())]);
            foreach (int count in (int[])[0, 1, 7, 8, 9, 23])
            {
                int[] ids = Ids(count);
                using TestMemory copy = new(count * (length + 5));
                copy.Span.Fill(-1);
                fixed (int* id = ids)
                    GatherCopy.Compute(rows, id, count, copy.Pointer, length + 5);
                for (int i = 0; i < count; i++)
                {
                    float[] expected = new float[length];
                    rows.ReadRow(ids[i], expected);
                    Assert.Equal(expected, copy.Span.Slice(i * (length + 5), length));
                    Assert.Equal(-1, copy.Span.Slice((i * (length + 5)) + length, 5).ToArray().Max());
                }
                copy.AssertSurroundings();
            }
        }
    }

    [Fact]
    public void SumsOfActivationsAreThoseOfWeights()
    {
        using RowMatrix activations = new(RowCount, 40);
        using WeightMatrix weights = new(RowCount, 40);
        using TestMemory scales = TestMemory.Gaussian(9, 1);
        using TestMemory sum = new(48);
        using TestMemory expected = new(48);
        RandomStream random = new(2);
        for (int row = 0; row < RowCount; row++)
        {
            foreach (ref float value in activations.Row(row))
                value = random.NextGaussian();
            weights.WriteRow(row, activations.Row(row));
        }
        fixed (int* id = Ids(9))
        {
            GatherSum.Compute(activations, id, scales.Pointer, 9, sum.Pointer, 48);
            GatherSum.Compute(weights, id, scales.Pointer, 9, expected.Pointer, 48);
        }
        Assert.Equal(expected.Span, sum.Span);
        Assert.NotEqual(0, sum.Span[39]);
    }

    /// <summary>Row after row, with repetitions.</summary>
    private static int[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => i * 7 % RowCount)];
}
