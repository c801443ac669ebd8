using System.Buffers.Binary;
using System.Text.Json;
using Glissade.Kernels;

namespace Glissade.Tests;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AHeaderIsJsonAsPythonReadsItAndDataBeginOnACacheLine()
    {
        byte[] file = SafetensorsBytes.Sample();
        long length = BinaryPrimitives.ReadInt64LittleEndian(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, (int)length));
        JsonElement tensor = header.RootElement.GetProperty("w");

        Assert.Equal(0, (8 + length) % 64);
        Assert.Equal((byte)'{', file[8]);
        Assert.Equal("F32", tensor.GetProperty("dtype").GetString());
        Assert.Equal("[2,3]", tensor.GetProperty("shape").GetRawText());
        Assert.Equal("[0,24]", tensor.GetProperty("data_offsets").GetRawText());
        Assert.Equal("1", header.RootElement.GetProperty("__metadata__").GetProperty("format_version").GetString());
        Assert.Equal(8 + length + 24, file.Length);
        Assert.Equal(-2f, BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan((int)(8 + length + 4))));
    }

    [Fact]
    public void ChecksumsAreXxh3AsPublished()
    {
        SafetensorsWriter writer = new();
        writer.Add("empty", TensorType.UInt8, [0], TensorSource.Elements<byte>(default));

        using SafetensorsReader reader = SafetensorsBytes.Open(SafetensorsBytes.Of(writer));

        // XXH3_64bits of nothing, from the test vectors of the xxHash specification.
        Assert.Equal("2d06800538d394c2", reader.Metadata["checksum.empty"]);
    }

    [Fact]
    public void EqualDeclarationsGiveEqualBytes() => Assert.Equal(SafetensorsBytes.Sample(), SafetensorsBytes.Sample());

    [Fact]
    public void TensorsBeginAtMultiplesOfTheirElementSize()
    {
        SafetensorsWriter writer = new();
        writer.Add("bytes", TensorType.UInt8, [3], TensorSource.Elements<byte>(new byte[] { 1, 2, 3 }));
        writer.Add("halves", TensorType.BFloat16, [1], TensorSource.Elements<ushort>(new ushort[] { 7 }));
        writer.Add("longs", TensorType.Int64, [], TensorSource.Elements<long>(new long[] { -1 }));
        writer.Add("ints", TensorType.Int32, [1, 1], TensorSource.Elements<int>(new int[] { 9 }));

        using SafetensorsReader reader = SafetensorsBytes.Open(SafetensorsBytes.Of(writer));

        Assert.Equal(["longs", "ints", "halves", "bytes"], reader.Tensors.Select(tensor => tensor.Name));
        Assert.All(reader.Tensors, tensor => Assert.Equal(0, tensor.Begin % tensor.Type.ElementBytes()));
    }

    [Fact]
    public void PaddingOfMatrixRowsIsNotStored()
    {
        using RowMatrix matrix = Matrix(5, 3);
        using RowMatrix copy = new(5, 3);
        SafetensorsWriter writer = new();
        writer.Add("m", matrix);
        writer.Save(folder.File("model"));

        using SafetensorsReader reader = SafetensorsReader.Open(folder.File("model"), requireChecksums: true);
        reader.ReadTensor("m", copy);

        Assert.Equal(5 * 3 * 4, reader.Describe("m").ByteLength);
        for (int row = 0; row < 5; row++)
            Assert.Equal(matrix.Row(row), copy.Row(row));
    }

    [Fact]
    public void ASourceThatFailsMidwayLeavesTheOldFileAndNoTemporaryFile()
    {
        File.WriteAllText(folder.File("model"), "old");
        SafetensorsWriter writer = new();
        ITensorSource failing = TensorSource.Rows(2, row => row == 0 ? new byte[4] : throw new TimeoutException("row 1"));
        writer.Add("w", TensorType.Float32, [2, 1], failing);

        Assert.Throws<TimeoutException>(() => writer.Save(folder.File("model")));

        Assert.Equal("old", File.ReadAllText(folder.File("model")));
        Assert.Equal(["model"], folder.Names());
    }

    [Theory]
    [InlineData(1, "wrote 4 bytes, expected 8")]
    [InlineData(3, "wrote more than the expected 8 bytes")]
    public void ASourceThatWritesAnotherSizeThanDeclaredIsRefused(int rows, string message)
    {
        SafetensorsWriter writer = new();
        writer.Add("w", TensorType.Float32, [2], TensorSource.Rows(rows, _ => new byte[4]));

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => writer.Save(folder.File("model")));

        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void NamesThatAreTakenReservedOrNotUnicodeAreRefused()
    {
        SafetensorsWriter writer = new();
        ITensorSource nothing = TensorSource.Elements<byte>(default);
        writer.Add("w", TensorType.UInt8, [0], nothing);
        writer.AddMetadata("k", "v");

        Assert.Throws<ArgumentException>(() => writer.Add("w", TensorType.UInt8, [0], nothing));
        Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", TensorType.UInt8, [0], nothing));
        Assert.Throws<ArgumentException>(() => writer.Add("", TensorType.UInt8, [0], nothing));
        Assert.ThrowsAny<ArgumentException>(() => writer.Add("\ud800", TensorType.UInt8, [0], nothing));
        Assert.Throws<ArgumentException>(() => writer.AddMetadata("k", "again"));
        Assert.Throws<ArgumentException>(() => writer.AddMetadata("checksum.w", "mine"));
        Assert.ThrowsAny<ArgumentException>(() => writer.AddMetadata("text", "\udc00"));
    }

    [Fact]
    public void ShapesThatNoFileCanHoldAreRefused()
    {
        SafetensorsWriter writer = new();
        ITensorSource nothing = TensorSource.Elements<byte>(default);

        Assert.Throws<ArgumentException>(() => writer.Add("w", TensorType.UInt8, [-1], nothing));
        Assert.Throws<ArgumentException>(() => writer.Add("w", TensorType.Int64, [1L << 31, 1L << 30], nothing));
    }

    private static RowMatrix Matrix(int rows, int columns)
    {
        RowMatrix matrix = new(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                matrix.Row(row)[column] = (row * 100) + column;
        }
        return matrix;
    }
}
