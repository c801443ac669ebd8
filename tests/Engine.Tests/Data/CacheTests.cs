using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Cache;
using Glissade.Tests;

namespace Glissade.Engine.Tests.Data;

[Trait("Tier", "any")]
public sealed class CacheTests : IDisposable
{
    private const string Text = "__label__b x y x\n__label__a __label__b y z\n\nx\n";

    private readonly TemporaryFolder folder = new();

    private string Target => folder.File("x.gcache");

    public void Dispose() => folder.Dispose();

    [Property(MaxTest = 200)]
    public Property WrittenDataIsMappedBackBitByBit() => Prop.ForAll(DatasetSaveTests.Data.ToArbitrary(), data =>
    {
        data.Save(Target, DataFormat.Cache);
        Assert.Equal(Texts.Describe(data), Texts.Describe(Dataset.Load(Target)));
    });

    [Theory]
    [InlineData(null)]
    [InlineData(50)]
    public void NamesOfLabelsAndWordsAreKept(int? buckets)
    {
        DataReadOptions options = new() { Text = new TextFeatureOptions { MinimumCount = 1, WordNGrams = 2, Buckets = buckets } };
        Dataset data = Dataset.Load(new MemoryStream(Encoding.UTF8.GetBytes(Text)), "text", options);
        data.Save(Target, DataFormat.Cache);
        Dataset mapped = Dataset.Load(Target);
        Assert.Equal(Texts.Describe(data), Texts.Describe(mapped));
        Assert.Equal(data.LabelNames, mapped.LabelNames);
        Assert.Equal(data.TextFeatures!.Names, mapped.TextFeatures!.Names);
        Assert.Equal((TextTokens.Spaces, 2), (mapped.TextFeatures.Tokens, mapped.TextFeatures.WordNGrams));
        Assert.Equal(data.TextFeatures.Transform("x y").Ids.ToArray(), mapped.TextFeatures.Transform("x y").Ids.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void ItTrainsTheSameModelAsTheTextItWasMadeOf(int shuffleBuffer)
    {
        Dataset data = Glissade.Tests.TestData.Separable();
        data.Save(Target, DataFormat.Cache);
        TrainingOptions options = new() { Epochs = 2, Threads = 1, ShuffleBuffer = shuffleBuffer };
        using ExtremeClassifier fromText = ExtremeClassifier.Train(data, options, cancellation: TestContext.Current.CancellationToken);
        using ExtremeClassifier fromCache =
            ExtremeClassifier.Train(Dataset.Load(Target), options, cancellation: TestContext.Current.CancellationToken);
        fromText.Save(folder.File("a"));
        fromCache.Save(folder.File("b"));
        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
    }

    [Fact]
    public void DamageAnywhereIsRefused()
    {
        byte[] file = Written();
        for (int bit = 0; bit < 8 * file.Length; bit += 3)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            // Without its first bytes it is no cache, but a text that cannot be read either.
            Refuse(damaged, "");
        }
        for (int length = 0; length < file.Length; length++)
            Refuse(file[..length], "");
        Refuse([.. file, 0], "was cut short or added to");
    }

    [Theory]
    [InlineData(CacheSections.FeatureIds, 0, 7, "point 0: found feature 7, expected ascending ones below 3")]
    [InlineData(CacheSections.FeatureIds, 4, 0, "point 0: found feature 0, expected ascending ones below 3")]
    [InlineData(CacheSections.FeatureIds, 0, -1, "point 0: found feature -1, expected ascending ones below 3")]
    [InlineData(CacheSections.LabelIds, 0, 2, "point 0: found label 2, expected ascending ones below 2")]
    [InlineData(CacheSections.FeatureOffsets, 0, 1, "found features from 1 to 5, expected all from 0 to 5")]
    [InlineData(CacheSections.FeatureOffsets, 8, 6, "point 0: found features that end at 6, expected from 0 to 5")]
    [InlineData(CacheSections.FeatureOffsets, 16, 1, "point 1: found features that end at 1, expected from 2 to 5")]
    [InlineData(CacheSections.LabelOffsets, 32, 2, "found labels from 0 to 2, expected all from 0 to 3")]
    [InlineData(CacheSections.FeatureValues, 4, 0x7F800000, "found a feature value of")]
    [InlineData(CacheSections.LabelNames, 0, 0x0A0A0A0A, "label names, expected 2")]
    [InlineData(CacheSections.FeatureNames, 0, 0x0A790A79, "found a feature name twice")]
    public void WhatARightChecksumHidesIsRefusedTooAndNeverCrashes(int section, int at, int value, string expected)
    {
        byte[] file = Written();
        CacheHeader header = CacheHeader.Read(file, file.Length, "x");
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan((int)header.Offset(section) + at), value);
        ReadOnlySpan<byte> bytes = file.AsSpan((int)header.Offset(section), (int)header.Sections[section].Length);
        header.Sections[section] = (bytes.Length, XxHash3.HashToUInt64(bytes));
        header.Write().CopyTo(file, 0);
        Refuse(file, expected);
    }

    [Fact]
    public void NothingIsAllocatedByWhatAHeaderClaims()
    {
        CacheHeader header = new() { Points = int.MaxValue - 1, Features = 1, Labels = 1 };
        Refuse([.. header.Write(), .. new byte[1000]], "bytes of feature offsets, expected as many");
        header.Sections[0] = ((int.MaxValue * 8L), 0);
        header.Sections[1] = ((int.MaxValue * 8L), 0);
        Refuse([.. header.Write(), .. new byte[1000]], "bytes of feature offsets, expected as many");
    }

    [Fact]
    public void LimitsAreTheModels()
    {
        File.WriteAllBytes(Target, Written());
        Dataset data = Dataset.Load(Target, new DataReadOptions { Limits = new DatasetLimits(10, 20) });
        Assert.Equal((10, 20), (data.FeatureCount, data.LabelCount));
        foreach (DatasetLimits limits in (DatasetLimits[])[new(2, 20), new(10, 1)])
            Assert.Throws<DataFormatException>(() => Dataset.Load(Target, new DataReadOptions { Limits = limits }));
    }

    [Fact]
    public void OtherWordsOrLabelsThanTheModelsAreRefused()
    {
        File.WriteAllBytes(Target, Written());
        Dataset own = Dataset.Load(Target);
        Assert.Equal(4, Dataset.Load(Target, new DataReadOptions { TextFeatures = own.TextFeatures, LabelNames = own.LabelNames }).Count);
        Dataset other = Dataset.Load(
            new MemoryStream("__label__c q"u8.ToArray()), "text",
                new DataReadOptions { Text = new TextFeatureOptions { MinimumCount = 1 } });
        Assert.Contains(
            "found other words as features",
            Assert.Throws<DataFormatException>(() => Dataset.Load(Target, new DataReadOptions { TextFeatures = other.TextFeatures }))
                .Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "found other label names",
            Assert.Throws<DataFormatException>(() => Dataset.Load(Target, new DataReadOptions { LabelNames = other.LabelNames })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ACacheIsAFileAsItIs()
    {
        byte[] file = Written();
        Assert.Contains(
            "expected one in a file, uncompressed",
            Assert.Throws<DataFormatException>(() => Dataset.Load(new MemoryStream(file), "standard input")).Message,
                StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Texts.Load("1 2:3").Save(folder.File("x.gcache.gz"), DataFormat.Cache));
        File.WriteAllText(Target, "1 2:3\n");
        Assert.Throws<DataFormatException>(() => Dataset.Load(Target));
    }

    [Fact]
    public void ConversionsGoThereAndBack()
    {
        File.WriteAllText(folder.File("a.svm"), "1 2:0.5\n0,1 1:1 3:4\n");
        DatasetConversion.Convert(folder.File("a.svm"), Target);
        ConversionReport report = DatasetConversion.Convert(Target, folder.File("b.svm"));
        Assert.Equal((DataFormat.Cache, DataFormat.SvmLight, 2), (report.From, report.To, report.Points));
        Assert.Equal(File.ReadAllText(folder.File("a.svm")), File.ReadAllText(folder.File("b.svm")));
        Assert.Throws<ArgumentException>(() => DatasetConversion.Convert(Target, folder.File("b.csv")));
    }

    private byte[] Written()
    {
        Dataset data = Dataset.Load(
            new MemoryStream(Encoding.UTF8.GetBytes(Text)), "text",
                new DataReadOptions { Text = new TextFeatureOptions { MinimumCount = 1 } });
        data.Save(Target, DataFormat.Cache);
        return File.ReadAllBytes(Target);
    }

    private void Refuse(byte[] file, string expected)
    {
        File.WriteAllBytes(Target, file);
        DataFormatException exception = Assert.Throws<DataFormatException>(() => Dataset.Load(Target));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
