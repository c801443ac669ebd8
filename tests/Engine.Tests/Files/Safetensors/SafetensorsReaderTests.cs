using System.Text;

namespace Glissade.Tests;

public sealed class SafetensorsReaderTests
{
    private const string Tensor = """{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""";

    /// <summary>Header, number of data bytes, what the message must name.</summary>
    public static TheoryData<string, int, string> Refused() => new()
    {
        { "", 0, "empty header" },
        { "[]", 0, "begins with byte 0x5b" },
        { " {}", 0, "begins with byte 0x20" },
        { "{", 0, "not well-formed JSON" },
        { "{}}", 0, "not well-formed JSON" },
        { "{} {}", 0, "not well-formed JSON" },
        { "{\"w\":" + Tensor + ",}", 4, "not well-formed JSON" },
        { "{/* */}", 0, "not well-formed JSON" },
        { "{\"w\":1}", 0, "found 1, expected an object with dtype" },
        { "{\"w\":" + Tensor + ",\"w\":" + Tensor + "}", 4, "tensor \"w\" twice" },
        { "{\"w\":" + Tensor + ",\"\\u0077\":" + Tensor + "}", 4, "tensor \"w\" twice" },
        { "{\"\\ud800\":" + Tensor + "}", 4, "half a surrogate pair" },
        { """{"__metadata__":{},"__metadata__":{}}""", 0, "\"__metadata__\" twice" },
        { """{"__metadata__":[]}""", 0, "found an array, expected an object of strings" },
        { """{"__metadata__":{"k":1}}""", 0, "found 1, expected a string as metadata \"k\"" },
        { """{"__metadata__":{"k":null}}""", 0, "found null, expected a string as metadata \"k\"" },
        { """{"__metadata__":{"k":"a","k":"b"}}""", 0, "metadata \"k\" twice" },
        { """{"w":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}""", 4, "found dtype \"F33\" of tensor \"w\", expected F32, F16" },
        { """{"w":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""", 4, "found 32, expected a string as dtype" },
        { """{"w":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", 4, "found 1, expected an array as shape" },
        { """{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "found -1 in the shape of tensor \"w\"" },
        { """{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "found 1.5 in the shape" },
        { """{"w":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "found \"1\" in the shape" },
        { """{"w":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}""", 4, "found 9223372036854775808 in the shape" },
        { """{"w":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,4]}}""", 4, "expected a shape of fewer than 2^63 bytes" },
        { """{"w":{"dtype":"U8","shape":[4294967296,4294967297],"data_offsets":[0,1]}}""", 4, "expected a shape of fewer than 2^63" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "4 bytes at data_offsets [0, 4] of tensor \"w\", expected 8" },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "found data_offsets [4, 0]" },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "found data_offsets [0]" },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}""", 4, "found data_offsets [0, 4, 4]" },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "found -4 in the data_offsets" },
        { """{"w":{"shape":[1],"data_offsets":[0,4]}}""", 4, "no dtype in tensor \"w\"" },
        { """{"w":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "no shape in tensor \"w\"" },
        { """{"w":{"dtype":"F32","shape":[1]}}""", 4, "no data_offsets in tensor \"w\"" },
        { """{"w":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "\"dtype\" twice in tensor \"w\"" },
        { """{"w":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}""", 4, "\"shape\" twice in tensor \"w\"" },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"data_offsets":[0,4]}}""", 4, "\"data_offsets\" twice in tensor \"w\"" },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"extra":0}}""", 4, "\"extra\" in tensor \"w\"" },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "tensor \"w\" at byte 4 of the data, expected byte 0" },
        { "{\"w\":" + Tensor + ""","v":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}""", 4, "\"v\" at byte 3 of the data, expected" },
        { "{\"w\":" + Tensor + ""","v":{"dtype":"U8","shape":[1],"data_offsets":[5,6]}}""", 6, "\"v\" at byte 5 of the data, expected" },
        { "{\"w\":" + Tensor + "}", 3, "found 3 bytes of data after the header, expected 4" },
        { "{\"w\":" + Tensor + "}", 5, "found 5 bytes of data after the header, expected 4" },
        { "{}", 1, "found 1 bytes of data after the header, expected 0" },
        { """{"w":{"dtype":"U8","shape":[4000000000000000000],"data_offsets":[0,4000000000000000000]}}""", 4, "found 4 bytes of data" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void AHeaderThatTheFormatForbidsIsRefusedByName(string header, int dataBytes, string message)
    {
        byte[] file = SafetensorsBytes.ByHand(header, new byte[dataBytes]);
        string refusal = Refusal(() => SafetensorsBytes.Open(file));

        Assert.StartsWith("model.safetensors: found ", refusal, StringComparison.Ordinal);
        Assert.Contains(", expected ", refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeaderThatIsNotUtf8IsRefused()
    {
        DataFormatException thrown = Assert.Throws<DataFormatException>(
            () => SafetensorsBytes.Open(SafetensorsBytes.ByHand([(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)'}'], [])));

        Assert.Contains("not UTF-8", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3UL)]
    [InlineData(100_000_001UL)]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue)]
    public void AHeaderLengthBeyondTheFileIsRefusedWithoutAllocatingIt(ulong length)
    {
        byte[] file = [.. BitConverter.GetBytes(length), (byte)'{', (byte)'}'];
        long before = GC.GetAllocatedBytesForCurrentThread();

        DataFormatException thrown = Assert.Throws<DataFormatException>(() => SafetensorsBytes.Open(file));

        Assert.Contains("found a header length of ", thrown.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void AForeignFileWithoutChecksumsIsReadUnlessTheyAreRequired()
    {
        const string header = """
            {"v":{"data_offsets":[1,3],"shape":[2],"dtype":"U8"},
            "w":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}
            """;
        byte[] file = SafetensorsBytes.ByHand(header, 5, 6, 7);
        using SafetensorsReader reader = SafetensorsBytes.Open(file);
        byte[] v = new byte[2];
        reader.ReadTensor<byte>("v", TensorType.UInt8, [2], v);
        reader.Verify();

        Assert.False(reader.HasChecksums);
        Assert.Equal([6, 7], v);
        Assert.Equal(["w", "v"], reader.Tensors.Select(tensor => tensor.Name));
        DataFormatException thrown = Assert.Throws<DataFormatException>(() => SafetensorsBytes.Open(file, requireChecksums: true));
        Assert.Contains("no metadata \"checksum.__metadata__\"", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyFileOfTheFormatHasNoTensors()
    {
        using SafetensorsReader reader = SafetensorsBytes.Open(SafetensorsBytes.ByHand("{}"));

        Assert.Empty(reader.Tensors);
        Assert.Empty(reader.Metadata);
    }

    [Fact]
    public void AFileWithSomeChecksumsMustHaveAll()
    {
        string header = "{\"__metadata__\":{\"checksum.w\":\"0000000000000000\"},\"w\":" + Tensor + "}";

        byte[] file = SafetensorsBytes.ByHand(header, new byte[4]);

        Assert.Contains("no metadata \"checksum.__metadata__\"", Refusal(() => SafetensorsBytes.Open(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void AHeaderWrittenAnewByAnotherToolKeepsItsChecksum()
    {
        byte[] file = SafetensorsBytes.Sample();
        string header = SafetensorsBytes.Header(file);
        byte[] data = file[(8 + Encoding.UTF8.GetByteCount(header))..];
        string spelled = header.TrimEnd()
            .Replace(":", " : ", StringComparison.Ordinal)
            .Replace("format_version", "\\u0066ormat_version", StringComparison.Ordinal);

        Assert.Equal(
            SafetensorsBytes.Content(file, requireChecksums: true),
            SafetensorsBytes.Content(SafetensorsBytes.ByHand(spelled, data), requireChecksums: true));
    }

    [Fact]
    public void AnAlteredTensorIsRefusedByNameWhenReadOrVerified()
    {
        byte[] file = SafetensorsBytes.Sample();
        file[^1] ^= 1;
        using SafetensorsReader reader = SafetensorsBytes.Open(file);

        string read = Refusal(() => reader.ReadTensor<float>("w", TensorType.Float32, [2, 3], new float[6]));

        Assert.Contains("tensor \"w\"'s stored checksum", read, StringComparison.Ordinal);
        Assert.Contains("tensor \"w\"'s stored checksum", Refusal(reader.Verify), StringComparison.Ordinal);
    }

    [Fact]
    public void ATensorOfAnotherNameTypeOrShapeThanExpectedIsRefused()
    {
        using SafetensorsReader reader = SafetensorsBytes.Open(SafetensorsBytes.Sample());
        float[] six = new float[6];

        Assert.Contains(
            "found no tensor \"x\"",
            Refusal(() => reader.ReadTensor<float>("x", TensorType.Float32, [2, 3], six)),
            StringComparison.Ordinal);
        Assert.Contains(
            "found tensor \"w\" F32 [2, 3], expected F32 [3, 2]",
            Refusal(() => reader.ReadTensor<float>("w", TensorType.Float32, [3, 2], six)),
            StringComparison.Ordinal);
        Assert.Contains(
            "found tensor \"w\" F32 [2, 3], expected I32 [2, 3]",
            Refusal(() => reader.ReadTensor<float>("w", TensorType.Int32, [2, 3], six)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ADestinationOfAnotherSizeIsTheCallersMistake()
    {
        using SafetensorsReader reader = SafetensorsBytes.Open(SafetensorsBytes.Sample());

        Assert.Throws<ArgumentException>(() => reader.ReadTensor<float>("w", TensorType.Float32, [2, 3], new float[5]));
        Assert.Throws<ArgumentException>(() => reader.ReadTensor<byte>("w", TensorType.Float32, [2, 3], new byte[24]));
        Assert.Throws<ArgumentException>(() => reader.ReadTensor("w", TensorType.Float32, [2, 3], _ => new byte[8]));
    }

    [Fact]
    public void TensorsCanBeReadInAnyOrderAndTwice()
    {
        const string header = """
            {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},
            "b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}
            """;
        using SafetensorsReader reader = SafetensorsBytes.Open(SafetensorsBytes.ByHand(header, 1, 2));
        byte[] one = new byte[1];

        foreach ((string name, byte value) in new[] { ("b", (byte)2), ("a", (byte)1), ("b", (byte)2) })
        {
            reader.ReadTensor<byte>(name, TensorType.UInt8, [1], one);
            Assert.Equal(value, one[0]);
        }
    }

    [Fact]
    public void AMissingFileIsAnInputErrorOfTheSystem() =>
        Assert.Throws<FileNotFoundException>(() => SafetensorsReader.Open(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))));

    [Fact]
    public void ARefusedFileIsNotKeptOpen()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("model"), "not a model");

        DataFormatException thrown = Assert.Throws<DataFormatException>(() => SafetensorsReader.Open(folder.File("model")));
        using FileStream exclusive = new(folder.File("model"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.StartsWith(folder.File("model"), thrown.Message, StringComparison.Ordinal);
        Assert.True(exclusive.CanWrite);
    }

    private static string Refusal(Action action) => Assert.Throws<DataFormatException>(action).Message;
}
