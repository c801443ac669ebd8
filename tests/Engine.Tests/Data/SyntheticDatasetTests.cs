using System.Security.Cryptography;

namespace Glissade.Engine.Tests.Data;

public sealed class SyntheticDatasetTests
{
    private static readonly SyntheticOptions Small = new()
    {
        FeatureCount = 500,
        LabelCount = 103,
        TrainCount = 200,
        TestCount = 50,
        FeatureDrawsPerPoint = 20,
        LabelsPerPoint = 3,
        Seed = 7,
    };

    private static readonly SyntheticOptions Normalized = new()
    {
        FeatureCount = 500,
        LabelCount = 103,
        TrainCount = 200,
        TestCount = 50,
        FeatureDrawsPerPoint = 40,
        LabelsPerPoint = 1.5,
        Seed = 11,
        NormalizeRows = true,
        NoiseShare = 0.5,
        ClusterSize = 7,
        LabelExponent = 1.1,
        FeatureExponent = 0.9,
        PrototypesPerLabel = 5,
        PrototypesPerCluster = 3,
    };

    /// <summary>The checksums are those of the files that the C++ program of the same algorithm writes.</summary>
    [Fact]
    public void TextIsThatOfTheReferenceProgramByteByByte()
    {
        AssertBytes(
            Small,
            "B011EB2D56259CCC5BC99263393DA33CB2BD4E02C540FDBE142E96BB47463346",
            "164E391632764C58D7146B6A367589A5C70212E391714E612C8FA3062CB9CC6E");
        AssertBytes(
            Normalized,
            "9F89CE92F4FD67DFD2141B3F0BE5F6ED2606E8D99C3FAD873D6F74AF0F347C36",
            "2D81FDC6CD6B57CADBF911ECEC34CFBCCA21942549658BAA04A6B72CCD42E4D2");
    }

    [Fact]
    public void GeneratedDataIsWhatReadingTheTextGives()
    {
        foreach (SyntheticOptions options in new[] { Small, Normalized })
        {
            (byte[] train, byte[] test) = Text(options);
            (Dataset Train, Dataset Test) data = SyntheticDataset.Generate(options);
            Assert.Equal(Texts.Describe(Texts.Load(train)), Texts.Describe(data.Train));
            Assert.Equal(Texts.Describe(Texts.Load(test)), Texts.Describe(data.Test));
        }
    }

    [Fact]
    public void OtherSeedGivesOtherDataOfTheSameShape()
    {
        Dataset data = SyntheticDataset.Generate(Small).Train;
        Dataset other = SyntheticDataset.Generate(Small with { Seed = 8 }).Train;
        Assert.NotEqual(Texts.Describe(data), Texts.Describe(other));
        Assert.Equal((data.Count, data.FeatureCount, data.LabelCount), (other.Count, other.FeatureCount, other.LabelCount));
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        AssertRefused(nameof(SyntheticOptions.FeatureCount), Small with { FeatureCount = 0 });
        AssertRefused(nameof(SyntheticOptions.LabelCount), Small with { LabelCount = -1 });
        AssertRefused(nameof(SyntheticOptions.TestCount), Small with { TestCount = -1 });
        AssertRefused(nameof(SyntheticOptions.ClusterSize), Small with { ClusterSize = 0 });
        AssertRefused(nameof(SyntheticOptions.LabelsPerPoint), Small with { LabelsPerPoint = 0.5 });
        AssertRefused(nameof(SyntheticOptions.FeatureDrawsPerPoint), Small with { FeatureDrawsPerPoint = double.NaN });
        AssertRefused(nameof(SyntheticOptions.NoiseShare), Small with { NoiseShare = 1.5 });
        AssertRefused(nameof(SyntheticOptions.PrototypesPerLabel), Small with { PrototypesPerLabel = 0, PrototypesPerCluster = 0 });
    }

    private static void AssertRefused(string name, SyntheticOptions options) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticDataset.Generate(options)).ParamName);

    private static void AssertBytes(SyntheticOptions options, string trainHash, string testHash)
    {
        (byte[] train, byte[] test) = Text(options);
        Assert.Equal(trainHash, Convert.ToHexString(SHA256.HashData(train)));
        Assert.Equal(testHash, Convert.ToHexString(SHA256.HashData(test)));
    }

    private static (byte[] Train, byte[] Test) Text(SyntheticOptions options)
    {
        MemoryStream train = new();
        MemoryStream test = new();
        SyntheticDataset.WriteText(options, train, test);
        return (train.ToArray(), test.ToArray());
    }
}
