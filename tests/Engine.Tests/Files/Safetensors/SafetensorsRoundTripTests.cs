using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Tests;

public sealed class SafetensorsRoundTripTests
{
    [Property(MaxTest = 200)]
    public Property WhatIsWrittenIsRead() => Prop.ForAll(SafetensorsFiles.Arbitrary(), declared =>
    {
        using SafetensorsReader reader = SafetensorsBytes.Open(declared.ToBytes(), requireChecksums: true);

        foreach ((string key, string value) in declared.Metadata)
            Assert.Equal(value, reader.Metadata[key]);
        Assert.Equal(declared.Metadata.Count + declared.Tensors.Count + 1, reader.Metadata.Count);
        Assert.Equal(declared.Tensors.Count, reader.Tensors.Length);
        foreach ((string name, TensorType type, long[] shape, byte[] bytes) in declared.Tensors)
            Assert.Equal(bytes, Read(reader, name, type, shape));
        reader.Verify();
    });

    [Fact]
    public void AFileOnDiskLargerThanEveryBufferIsReadBack()
    {
        using TemporaryFolder folder = new();
        float[] values = [.. Enumerable.Range(0, 200_000).Select(i => i * 0.5f)];
        SafetensorsWriter writer = new();
        writer.Add("w", TensorType.Float32, [values.Length], TensorSource.Elements<float>(values));
        writer.Save(folder.File("model.safetensors"));
        float[] read = new float[values.Length];

        using SafetensorsReader reader = SafetensorsReader.Open(folder.File("model.safetensors"), requireChecksums: true);
        reader.ReadTensor<float>("w", TensorType.Float32, [values.Length], read);
        reader.Verify();

        Assert.Equal(values, read);
    }

    private static byte[] Read(SafetensorsReader reader, string name, TensorType type, long[] shape)
    {
        TensorInfo tensor = reader.Describe(name);
        byte[] bytes = new byte[tensor.ByteLength];
        int rowBytes = (int)tensor.RowBytes;
        reader.ReadTensor(name, type, shape, row => bytes.AsSpan((int)row * rowBytes, rowBytes));
        return bytes;
    }
}
