namespace Glissade.Kernels.Tests;

public sealed unsafe class ScanDotTests
{
    private const int RowCount = 45;
    private const int FirstRow = 3;

    public static TheoryData<string, WeightPrecision> Cases => Widths.WithPrecisions;

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryBitIsThatOfTheMatrixProduct(string width, WeightPrecision precision)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int blockVectors in (int[])[2, 4])
        {
            // Beyond 128, 256, 512 and 1,024 a sum is cut into parts at one width or another, not always at a multiple of a register.
            foreach (int columns in (int[])[1, 15, 16, 17, 100, 113, 257, 391, 700, 1601])
            {
                using WeightMatrix rows = Gaussian(precision, columns);
                foreach ((int count, int vectors) in ((int, int)[])[(0, 1), (1, 1), (15, 5), (32, 1), (32, 9), (41, 4), (42, 2)])
                    AssertEqual(kernels, rows, count, vectors, blockVectors);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RowsAreReadNoFurtherThanTheyGo(string width, WeightPrecision precision)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int columns in (int[])[16, 48, 112])
        {
            int elementBytes = precision == WeightPrecision.Single ? sizeof(float) : sizeof(ushort);
            using GuardedBuffer<byte> memory = new(RowCount * columns * elementBytes);
            using WeightMatrix gaussian = Gaussian(precision, columns);
            for (int row = 0; row < RowCount; row++)
                gaussian.RowBytes(row).CopyTo(memory.Span[(row * columns * elementBytes)..]);
            using WeightMatrix rows = WeightMatrix.Over(memory.Pointer, RowCount, columns, precision);
            AssertEqual(kernels, rows, RowCount - FirstRow, vectorCount: 2, blockVectors: 2);
        }
    }

    private static WeightMatrix Gaussian(WeightPrecision precision, int columns)
    {
        WeightMatrix rows = new(RowCount, columns, precision);
        float[] values = new float[columns];
        for (int row = 0; row < RowCount; row++)
        {
            Normals.Fill(values, (ulong)row + 1);
            rows.WriteRow(row, values);
        }
        return rows;
    }

    private static void AssertEqual(KernelSet kernels, WeightMatrix rows, int count, int vectorCount, int blockVectors)
    {
        int stride = rows.Columns + 1;
        using TestMemory vectors = TestMemory.Gaussian(vectorCount * stride, 7, misaligned: true);
        using TestMemory transposed = new(rows.Columns * 16);
        Transposition.Compute(vectors.Pointer, stride, transposed.Pointer, 16, vectorCount, rows.Columns);
        using RowMatrix widened = new(RowCount, rows.Columns);
        float* view = rows.View(FirstRow, count, widened, out int viewStride);
        using TestMemory expected = new(count * 16);
        if (count > 0)
            kernels.Multiply(
                view, viewStride, 1, transposed.Pointer, 16, expected.Pointer, 16, count, vectorCount, rows.Columns, accumulate: false,
                blockVectors);
        using TestMemory results = new(count * vectorCount);
        results.Span.Fill(float.NaN); // what was there before must not matter
        kernels.ScanDot(rows, FirstRow, count, vectors.Pointer, stride, vectorCount, results.Pointer, vectorCount, blockVectors);
        for (int i = 0; i < count; i++)
        {
            for (int v = 0; v < vectorCount; v++)
            {
                Assert.Equal(
                    BitConverter.SingleToInt32Bits(expected.Span[(i * 16) + v]),
                    BitConverter.SingleToInt32Bits(results.Span[(i * vectorCount) + v]));
            }
        }
        results.AssertSurroundings();
    }
}
