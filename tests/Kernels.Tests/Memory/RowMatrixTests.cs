namespace Glissade.Kernels.Tests;

public sealed unsafe class RowMatrixTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(129, 144)]
    public void RowsAreZeroAndBeginOnCacheLines(int columns, int stride)
    {
        using RowMatrix matrix = new(3, columns);
        Assert.Equal(stride, matrix.Stride);
        Assert.Equal(stride, RowMatrix.PadColumns(columns));
        Assert.Equal(3L * stride * 4, matrix.ByteLength);
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(0, (nint)matrix.RowPointer(row) % 64);
            Assert.Equal(columns, matrix.Row(row).Length);
            Assert.Equal(-1, matrix.Row(row).IndexOfAnyExcept(0f));
            matrix.Row(row)[^1] = row + 1;
        }
        Assert.Equal(2, matrix.Pointer[stride + columns - 1]);
        matrix.Clear();
        Assert.Equal(0, matrix.Pointer[stride + columns - 1]);
    }

    [Fact]
    public void AMatrixMayHaveNoRowsButNeedsAColumn()
    {
        using RowMatrix empty = new(0, 5);
        Assert.Equal(0, empty.ByteLength);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowMatrix(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowMatrix(-1, 1));
        Assert.Throws<OverflowException>(() => RowMatrix.PadColumns(int.MaxValue));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void RowsOutsideAreRefused(int row)
    {
        using RowMatrix matrix = new(3, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(row).Length);
    }
}
