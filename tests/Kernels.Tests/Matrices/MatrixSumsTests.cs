namespace Glissade.Kernels.Tests;

public sealed unsafe class MatrixSumsTests
{
    private const int SumStride = 3;

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void RowSumsAreTheScalarOnesWhateverThePaddingHolds(string width)
    {
        foreach (int columns in (int[])[.. Enumerable.Range(0, 258), 5000])
            Check(KernelSet.ByName(width).RowSums, Scalar.RowSums, rows: 3, columns, sumCount: 3, termCount: columns);
        for (int rows = 0; rows < 9; rows++)
            Check(KernelSet.ByName(width).RowSums, Scalar.RowSums, rows, columns: 61, sumCount: rows, termCount: 61);
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ColumnSumsAreTheScalarOnesWhateverThePaddingHolds(string width)
    {
        foreach (int rows in (int[])[.. Enumerable.Range(0, 20), 257, 5000])
            Check(KernelSet.ByName(width).ColumnSums, Scalar.ColumnSums, rows, columns: 37, sumCount: 37, termCount: rows);
        for (int columns = 0; columns <= 257; columns++)
            Check(KernelSet.ByName(width).ColumnSums, Scalar.ColumnSums, rows: 5, columns, sumCount: columns, termCount: 5);
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void SpecialValuesGiveWhatTheScalarSumsGive(string width)
    {
        const int rows = 4;
        const int columns = 45;
        const int stride = 48;
        KernelSet kernels = KernelSet.ByName(width);
        foreach (float special in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, 1e-40f, -0f])
        {
            for (int place = 0; place < columns; place++)
            {
                using TestMemory matrix = new(rows * stride);
                matrix.Span[(2 * stride) + place] = special;
                using TestMemory sums = new(columns);
                using TestMemory expected = new(columns);
                kernels.RowSums(matrix.Pointer, stride, rows, columns, sums.Pointer, 1);
                Scalar.RowSums(matrix.Pointer, stride, rows, columns, expected.Pointer, 1);
                for (int i = 0; i < rows; i++)
                    Near.Equal(expected.Span[i], sums.Span[i], 0, $"{special} at {place}, row {i}");
                kernels.ColumnSums(matrix.Pointer, stride, rows, columns, sums.Pointer, 1);
                Scalar.ColumnSums(matrix.Pointer, stride, rows, columns, expected.Pointer, 1);
                for (int j = 0; j < columns; j++)
                    Near.Equal(expected.Span[j], sums.Span[j], 0, $"{special} at {place}, column {j}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void OperandsMayEndAtAPageWithoutAccess(string width)
    {
        const int rows = 5;
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int columns in (int[])[1, 16, 17, 61, 128, 144])
        {
            int stride = RowMatrix.PadColumns(columns);
            using GuardedBuffer<float> matrix = new(rows * stride);
            using GuardedBuffer<float> ofRows = new(rows);
            using GuardedBuffer<float> ofColumns = new(columns);
            matrix.Span.Fill(1);
            kernels.RowSums(matrix.Pointer, stride, rows, columns, ofRows.Pointer, 1);
            Assert.All(ofRows.Span.ToArray(), sum => Assert.Equal(columns, sum));
            kernels.ColumnSums(matrix.Pointer, stride, rows, columns, ofColumns.Pointer, 1);
            Assert.All(ofColumns.Span.ToArray(), sum => Assert.Equal(rows, sum));
        }
    }

    /// <summary>Compares sums of a matrix whose padding, and whatever else lies between rows, is NaN.</summary>
    private static void Check(Sums kernel, Sums definition, int rows, int columns, int sumCount, int termCount)
    {
        int stride = RowMatrix.PadColumns(columns) + 3;
        using TestMemory matrix = TestMemory.Gaussian(rows * stride, 1, misaligned: true);
        for (int row = 0; row < rows; row++)
            matrix.Span[((row * stride) + columns)..((row + 1) * stride)].Fill(float.NaN);
        using TestMemory sums = new(sumCount * SumStride, misaligned: true);
        sums.Span.Fill(-1);
        using TestMemory expected = sums.Copy();
        definition(matrix.Pointer, stride, rows, columns, expected.Pointer, SumStride);
        kernel(matrix.Pointer, stride, rows, columns, sums.Pointer, SumStride);
        for (int i = 0; i < sums.Length; i++)
            Near.Equal(expected.Span[i], sums.Span[i], i % SumStride == 0 ? termCount : 0, $"{rows} x {columns}, element {i}");
        sums.AssertSurroundings();
    }

    private delegate void Sums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride);
}
