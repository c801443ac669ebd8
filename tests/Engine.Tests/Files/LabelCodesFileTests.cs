using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Tests;

/// <summary>The codes.* tensors of a model file, as they should be and spoiled.</summary>
public sealed class LabelCodesFileTests : IDisposable
{
    private static readonly string[] Names = ["codes.signs", "codes.slopes", "codes.offsets", "codes.rotation", "codes.mean_query"];

    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("model");

    public static TheoryData<string> Tensors => [.. Names];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CodesBeginOnACacheLineAndTakeABitAnElementAndTwoNumbersALabel()
    {
        Save();
        using SafetensorsReader reader = SafetensorsReader.Open(Path);
        TensorInfo signs = reader.Describe("codes.signs");
        Assert.Equal(0, reader.PositionOf(signs) % 64);
        // 60 labels make one group of 64; 16 units 2 bytes each.
        Assert.Equal("I64 [1, 16]", signs.ToString());
        Assert.Equal("BF16 [1, 64]", reader.Describe("codes.slopes").ToString());
        Assert.Equal("BF16 [1, 64]", reader.Describe("codes.offsets").ToString());
        Assert.Equal("F32 [16, 16]", reader.Describe("codes.rotation").ToString());
        Assert.Equal("F32 [17]", reader.Describe("codes.mean_query").ToString());
        Assert.Equal("1", reader.Metadata["codes_version"]);
        Assert.Equal(reader.Metadata["checksum.output.weight"], reader.Metadata["codes_of_weight"]);
        Assert.Equal(reader.Metadata["checksum.output.bias"], reader.Metadata["codes_of_bias"]);
    }

    [Theory]
    [MemberData(nameof(Tensors))]
    public void AMissingTensorIsRefused(string name)
    {
        Save();
        Rewrite(tensor => tensor != name, (_, value) => value);
        Refuse(name);
    }

    [Theory]
    [InlineData("codes_of_weight", "output.weight")]
    [InlineData("codes_of_bias", "output.bias")]
    public void CodesOfOtherWeightsAreRefused(string key, string inMessage)
    {
        Save();
        Rewrite(_ => true, (name, value) => name == key ? "0123456789abcdef" : value);
        Refuse(inMessage);
        Rewrite(_ => true, (name, value) => name == key ? null : value);
        Refuse(key);
    }

    [Fact]
    public void WeightsThatWereChangedUnderneathAreNoticed()
    {
        using (ExtremeClassifier model = CodedModels.Train(Options()))
        {
            model.Network.Output.Weights.Row(3)[5] += 1;
            model.Save(Path);
        }
        Refuse("output.weight");
    }

    [Fact]
    public void CodesOfAnotherVersionAreMadeAnew()
    {
        Save();
        Rewrite(_ => true, (name, value) => name == "codes_version" ? "2" : value);
        using ExtremeClassifier loaded = ExtremeClassifier.Load(Path);
        Assert.False(loaded.HasCodes);
        using HashedRetrieval retrieval = HashedRetrieval.Build(loaded, TestData.Separable(), candidates: 8);
        Assert.False(retrieval.IsStored);
    }

    [Theory]
    [MemberData(nameof(Tensors))]
    public void AFlippedBitIsFoundOnLoadingAndOnVerifyingAtTheLatest(string name)
    {
        Save();
        long position;
        using (SafetensorsReader reader = SafetensorsReader.Open(Path))
            position = reader.PositionOf(reader.Describe(name));
        byte[] file = File.ReadAllBytes(Path);
        file[position] ^= 1;
        File.WriteAllBytes(Path, file);
        DataFormatException exception = Assert.Throws<DataFormatException>(() => ExtremeClassifier.Load(Path));
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<DataFormatException>(() =>
        {
            using ExtremeClassifier opened = ExtremeClassifier.Open(Path);
            opened.Verify();
        });
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("codes.slopes", 0x7F80)]
    [InlineData("codes.slopes", 0x7FFF)]
    [InlineData("codes.offsets", 0xFF80)]
    [InlineData("codes.offsets", 0xFFC0)]
    public unsafe void NumbersThatAreNotFiniteAreRefused(string name, int bits)
    {
        using (ExtremeClassifier model = CodedModels.Train(Options()))
        {
            RowCodes codes = model.Codes!.Index.Codes;
            (name == "codes.slopes" ? codes.Slopes : codes.Offsets)[63] = (ushort)bits;
            model.Save(Path);
        }
        Refuse(name);
    }

    [Fact]
    public void ARotationOrMeanThatIsNotFiniteIsRefused()
    {
        using (ExtremeClassifier model = CodedModels.Train(Options()))
        {
            model.Codes!.Index.Rotation.Axes.Row(15)[15] = float.NaN;
            model.Save(Path);
        }
        Refuse("codes.rotation");
    }

    [Fact]
    public void TensorsOfAnotherShapeAreRefused()
    {
        // Codes of 130 labels, in three groups, with the weights of 60.
        using (ExtremeClassifier model = CodedModels.Train(Options()))
        using (WeightMatrix rows = new(130, 17))
        using (WorkerTeam team = new(1))
        using (CodeScanIndex other = new(130, 17))
        {
            other.Rebuild(rows, default, team);
            model.Codes!.Dispose();
            model.Codes = model.Codes with { Index = other };
            model.Save(Path);
        }
        Refuse("codes.signs");
    }

    private static TrainingOptions Options() => TestRecipes.Options(SamplerKind.Full, ActiveSharing.Batch) with
    {
        Precision = WeightPrecision.Single,
    };

    private void Save() => CodedModels.Train(Options()).SaveAndDispose(Path);

    private void Refuse(string inMessage)
    {
        Func<string, ExtremeClassifier>[] ways = [ExtremeClassifier.Load, ExtremeClassifier.Open];
        foreach (Func<string, ExtremeClassifier> read in ways)
        {
            DataFormatException exception = Assert.Throws<DataFormatException>(() => read(Path));
            Assert.Contains(inMessage, exception.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Writes the file again, with right checksums, without some tensors and with other metadata (null for none).</summary>
    private void Rewrite(Func<string, bool> keep, Func<string, string, string?> metadata)
    {
        SafetensorsWriter writer = new();
        using (SafetensorsReader reader = SafetensorsReader.Open(Path))
        {
            foreach ((string key, string value) in reader.Metadata)
            {
                if (!key.StartsWith("checksum.", StringComparison.Ordinal) && metadata(key, value) is { } changed)
                    writer.AddMetadata(key, changed);
            }
            byte[] file = File.ReadAllBytes(Path);
            foreach (TensorInfo tensor in reader.Tensors.Where(tensor => keep(tensor.Name)))
            {
                ReadOnlyMemory<byte> bytes = file.AsMemory((int)reader.PositionOf(tensor), (int)tensor.ByteLength);
                writer.Add(tensor.Name, tensor.Type, tensor.Shape.AsSpan(), TensorSource.Elements(bytes));
            }
        }
        writer.Save(Path);
    }
}
