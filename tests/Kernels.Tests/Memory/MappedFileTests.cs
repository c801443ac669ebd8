namespace Glissade.Kernels.Tests;

public sealed unsafe class MappedFileTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(100_001)]
    public void TheMemoryIsTheFilesContentAndEndsWithTheMapping(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        File.WriteAllBytes(path, content);
        using FileStream stream = File.OpenRead(path);
        MappedFile mapped = new(stream);
        Assert.Equal(length, mapped.Length);
        Assert.Equal(content, new Span<byte>(mapped.Pointer, length).ToArray());
        Assert.Equal(content[0], stream.ReadByte());
        mapped.Dispose();
        mapped.Dispose();
        Assert.Throws<ObjectDisposedException>(() => (nint)mapped.Pointer);
        stream.Position = length - 1;
        Assert.Equal(content[^1], stream.ReadByte());
    }

    [Theory]
    [InlineData(WeightPrecision.Single)]
    [InlineData(WeightPrecision.BFloat16)]
    public void AMatrixOverMemoryReadsItsRowsAndFreesNothing(WeightPrecision precision)
    {
        const int Rows = 5;
        const int Columns = 48;
        using WeightMatrix source = new(Rows, Columns, precision);
        float[] row = new float[Columns];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
                row[j] = (i * 8) + j;
            source.WriteRow(i, row);
        }
        using AlignedBuffer<byte> memory = new(Rows * Columns * source.ElementBytes);
        for (int i = 0; i < Rows; i++)
            source.RowBytes(i).CopyTo(memory.Slice(i * Columns * source.ElementBytes, Columns * source.ElementBytes));

        WeightMatrix over = WeightMatrix.Over(memory.Pointer, Rows, Columns, precision);
        Assert.Equal(memory.ByteLength, over.ByteLength);
        float[] read = new float[Columns];
        for (int i = 0; i < Rows; i++)
        {
            source.ReadRow(i, row);
            over.ReadRow(i, read);
            Assert.Equal(row, read);
        }
        over.Dispose();
        Assert.Throws<ObjectDisposedException>(() => over.ReadRow(0, read));
        Assert.Equal(source.RowBytes(4)[0], memory.Slice(4 * Columns * source.ElementBytes, 1)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightMatrix.Over(memory.Pointer, Rows, Columns - 1, precision));
    }
}
