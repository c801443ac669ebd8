namespace Glissade.Kernels.Tests;

public sealed unsafe class GatherTests
{
    private const int RowCount = 23;

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void GatherDotIsTheScalarOneForAnyNumberOfRows(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths.Where(length => length <= 272))
        {
            // The stride is a row with a gap: what lies between rows is NaN.
            int stride = length + 3;
            using TestMemory rows = Rows(stride, length);
            using TestMemory vector = TestMemory.Gaussian(length, 6, misaligned: true);
            for (int count = 0; count <= 21; count++)
            {
                int[] ids = Ids(count);
                using TestMemory results = new(count);
                using TestMemory expected = new(count);
                fixed (int* id = ids)
                {
                    kernels.GatherDot(rows.Pointer, stride, id, count, vector.Pointer, results.Pointer, length);
                    Scalar.GatherDot(rows.Pointer, stride, id, count, vector.Pointer, expected.Pointer, length);
                }
                for (int i = 0; i < count; i++)
                    Near.Equal(expected.Span[i], results.Span[i], length, $"length {length}, row {i} of {count}");
                results.AssertSurroundings();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void GatherSumIsTheScalarOneForAnyNumberOfRows(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths.Where(length => length <= 272))
        {
            int stride = length + 3;
            using TestMemory rows = Rows(stride, length);
            foreach (int count in (int[])[0, 1, 2, 3, 4, 5, 8, 21])
            {
                int[] ids = Ids(count);
                using TestMemory scales = TestMemory.Gaussian(count, 7);
                using TestMemory sum = new(length, misaligned: true);
                using TestMemory expected = new(length);
                sum.Span.Fill(float.NaN); // what was there before must not matter
                fixed (int* id = ids)
                {
                    kernels.GatherSum(rows.Pointer, stride, id, scales.Pointer, count, sum.Pointer, length);
                    Scalar.GatherSum(rows.Pointer, stride, id, scales.Pointer, count, expected.Pointer, length);
                }
                for (int j = 0; j < length; j++)
                    Near.Equal(expected.Span[j], sum.Span[j], count, $"length {length}, {count} rows, element {j}");
                sum.AssertSurroundings();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void GathersStayBeforeAPageWithoutAccess(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in (int[])[16, 48, 144, 272])
        {
            using GuardedBuffer<float> rows = new(RowCount * length);
            using GuardedBuffer<float> vector = new(length);
            rows.Span.Fill(1);
            vector.Span.Fill(1);
            foreach (int count in (int[])[1, 3, 4, 5, 12, 23])
            {
                using GuardedBuffer<int> ids = new(count);
                using GuardedBuffer<float> numbers = new(count);
                for (int i = 0; i < count; i++)
                    ids.Span[i] = RowCount - 1 - (i % RowCount);
                kernels.GatherDot(rows.Pointer, length, ids.Pointer, count, vector.Pointer, numbers.Pointer, length);
                Assert.All(numbers.Span.ToArray(), number => Assert.Equal(length, number));
                numbers.Span.Fill(1);
                using GuardedBuffer<float> sum = new(length);
                kernels.GatherSum(rows.Pointer, length, ids.Pointer, numbers.Pointer, count, sum.Pointer, length);
                Assert.All(sum.Span.ToArray(), number => Assert.Equal(count, number));
            }
        }
    }

    [Fact]
    public void GatherCopyTakesEachRowInOrderAndNothingElse()
    {
        foreach (int length in (int[])[16, 48, 272])
        {
            using TestMemory rows = Rows(length + 3, length);
            foreach (int count in (int[])[0, 1, 7, 8, 9, 23])
            {
                int[] ids = Ids(count);
                using TestMemory copy = new(count * (length + 5));
                copy.Span.Fill(-1);
                fixed (int* id = ids)
                    GatherCopy.Compute(rows.Pointer, length + 3, id, count, copy.Pointer, length + 5, length);
                for (int i = 0; i < count; i++)
                {
                    Assert.Equal(rows.Span.Slice(ids[i] * (length + 3), length), copy.Span.Slice(i * (length + 5), length));
                    Assert.Equal(-1, copy.Span.Slice((i * (length + 5)) + length, 5).ToArray().Max());
                }
                copy.AssertSurroundings();
            }
        }
    }

    /// <summary>Row after row, with repetitions.</summary>
    private static int[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => i * 7 % RowCount)];

    private static TestMemory Rows(int stride, int length)
    {
        TestMemory rows = TestMemory.Gaussian(RowCount * stride, 5, misaligned: true);
        for (int row = 0; row < RowCount; row++)
            rows.Span[((row * stride) + length)..((row + 1) * stride)].Fill(float.NaN);
        return rows;
    }
}
