using System.Text;
using Glissade.Tests;
using Glissade.Text;

namespace Glissade.Engine.Tests.Data;

[Trait("Tier", "any")]
public sealed class DatasetConversionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("out.svm", "1,2 4:0.5\n 5:2\n \n3\n")]
    [InlineData("out.txt", "4 5 4\n1,2 3:0.5\n 4:2\n \n3\n")]
    public void NumberedPointsStayTheSame(string name, string expected)
    {
        File.WriteAllText(folder.File("in.libsvm"), "# made by hand\n1,2 qid:3 4:0.5\n 5:2\n \n\n3");
        ConversionReport report = DatasetConversion.Convert(folder.File("in.libsvm"), folder.File(name));
        Assert.Equal((DataFormat.SvmLight, 4), (report.From, report.Points));
        Assert.Equal(expected, File.ReadAllText(folder.File(name)));
    }

    [Fact]
    public void TextsAreCopiedFromOneFormatToTheNext()
    {
        File.WriteAllText(folder.File("a.csv"), "text,labels\n\"one, \"\"two\"\"\",\"x,y\"\nthree,\n");
        Convert("a.csv", "b.jsonl.zst");
        Convert("b.jsonl.zst", "c.ft.gz");
        Convert("c.ft.gz", "d.tsv");
        Assert.Equal("text\tlabels\n\"one, \"\"two\"\"\"\tx,y\nthree\t\n", File.ReadAllText(folder.File("d.tsv")));
    }

    [Fact]
    public void TextsBecomeNumbersWithNamesBeside()
    {
        File.WriteAllText(folder.File("a.ft"), "__label__x b a b\n__label__y b\n");
        ConversionReport report = Convert("a.ft", "a.txt", new DataReadOptions { Text = new TextFeatureOptions { MinimumCount = 1 } });
        Assert.Equal("2 2 2\n0 0:2 1:1\n1 0:1\n", File.ReadAllText(folder.File("a.txt")));
        Assert.Equal(["b", "a"], report.FeatureNames);
        Assert.Equal(["x", "y"], report.LabelNames);
    }

    [Theory]
    [InlineData("a.txt", 400_000)]
    [InlineData("a.svm.gz", 400_000)]
    [InlineData("a.svm", 1)]
    public void NumberedPointsPassThroughToTheCacheThatADataSetOfThemIsWrittenAs(string name, int points)
    {
        // Several chunks of a reader.
        PackedOutput.WriteFile(folder.File(name), file =>
        {
            using StreamWriter writer = new(file, leaveOpen: true);
            for (int i = 0; i < points; i++)
                writer.Write($"{(i % 3 == 0 ? "" : $"{i % 50},{i % 7}")} {(i % 11) + 5}:{i % 13} {1 + (i % 5)}:0.25\n");
        });
        ConversionReport report = Convert(name, "through.gcache");
        Assert.Equal((DataFormat.Cache, points), (report.To, report.Points));
        Assert.Null(report.LabelNames ?? report.FeatureNames);
        Dataset data = Dataset.Load(folder.File(name));
        data.Save(folder.File("whole.gcache"), DataFormat.Cache);
        Assert.True(File.ReadAllBytes(folder.File("whole.gcache")).AsSpan().SequenceEqual(File.ReadAllBytes(folder.File("through.gcache"))));
        Assert.Equal(data.FeatureEntryCount, Dataset.Load(folder.File("through.gcache")).FeatureEntryCount);
    }

    /// <summary>Listed, hashed and given words, names of labels given and left out; several batches, whose words several threads list.</summary>
    [Theory]
    [InlineData("a.ft", null)]
    [InlineData("a.csv.gz", null)]
    [InlineData("a.jsonl", 300)]
    public void TextsPassThroughToTheCacheThatADataSetOfThemIsWrittenAs(string name, int? buckets)
    {
        WriteTexts("a.ft", 12_000);
        WriteTexts("few.ft", 50);
        Convert("a.ft", "a.csv.gz");
        Convert("a.ft", "a.jsonl");
        DataReadOptions options = new() { Text = new TextFeatureOptions { WordNGrams = 2, Buckets = buckets } };
        DataReadOptions known = options.Fitting(Dataset.Load(folder.File("few.ft"), options));
        foreach (DataReadOptions read in (DataReadOptions[])
            [options, known, known with { IgnoreLabels = true }, options with { IgnoreLabels = true }])
        {
            Dataset data = Dataset.Load(folder.File(name), read);
            data.Save(folder.File("whole.gcache"), DataFormat.Cache);
            ConversionReport report = Convert(name, "through.gcache", read);
            Assert.True(
                File.ReadAllBytes(folder.File("whole.gcache")).AsSpan().SequenceEqual(File.ReadAllBytes(folder.File("through.gcache"))));
            Assert.Equal((DataFormat.Cache, 12_000, data.UnknownLabelCount), (report.To, report.Points, report.UnknownLabels));
            Assert.Equal(data.LabelNames, report.LabelNames);
            Assert.Equal(data.TextFeatures!.Names, report.FeatureNames);
            Assert.Equal(read == known, report.UnknownLabels > 0);
        }
        Assert.DoesNotContain(folder.Names(), name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("__label__a x x\n__label__ y\n", "line 2")]
    [InlineData("__label__a x\n__label__b y\n", "expected some that occur at least 2 times")]
    [InlineData("", "expected a labelled text")]
    public void AnErrorInTheMiddleOfTextsLeavesNothingBehind(string text, string expected)
    {
        File.WriteAllText(folder.File("a.ft"), text);
        Assert.Contains(
            expected, Assert.Throws<DataFormatException>(() => Convert("a.ft", "a.gcache")).Message, StringComparison.Ordinal);
        Assert.Equal(["a.ft"], folder.Names());
    }

    [Fact]
    public void TextsForDataThatKnowsNoWordsAreRefused()
    {
        File.WriteAllText(folder.File("a.ft"), "__label__a x x\n");
        DataReadOptions numbered = new DataReadOptions().Fitting(TestData.Separable());
        Assert.Contains(
            "expected numbered features", Assert.Throws<DataFormatException>(() => Convert("a.ft", "a.gcache", numbered)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNamesThereWillBeIsToldBeforeAnythingIsRead()
    {
        File.WriteAllText(folder.File("a.ft"), "__label__\n");
        DataReadOptions hashed = new() { Text = new TextFeatureOptions { Buckets = 9 } };
        foreach ((string to, DataReadOptions options, ConversionNames expected) in
            ((string, DataReadOptions, ConversionNames)[])
            [
                ("b.gcache", new(), new(true, true)), ("b.txt", hashed, new(true, false)), ("b.gcache", hashed, new(true, false)),
                ("b.gcache", new() { IgnoreLabels = true }, new(false, true)), ("b.csv", new(), new(false, false)),
            ])
        {
            ConversionNames? told = null;
            Assert.Throws<OperationCanceledException>(() => DatasetConversion.Convert(
                folder.File("a.ft"), folder.File(to), options, check: names =>
                {
                    told = names;
                    throw new OperationCanceledException();
                }));
            Assert.Equal(expected, told);
        }
        Assert.Equal(["a.ft"], folder.Names());
    }

    [Theory]
    [InlineData("1 2:3\n1 x\n", "line 2")]
    [InlineData("3 4 2\n1 2:3\n", "found a header of 3 points")]
    public void AnErrorInTheMiddleOfNumberedPointsLeavesNothingBehind(string text, string expected)
    {
        File.WriteAllText(folder.File("a.txt"), text);
        Assert.Contains(
            expected, Assert.Throws<DataFormatException>(() => Convert("a.txt", "a.gcache")).Message, StringComparison.Ordinal);
        Assert.Equal(["a.txt"], folder.Names());
    }

    [Fact]
    public void NumbersDoNotBecomeTexts()
    {
        File.WriteAllText(folder.File("a.txt"), "1 2:3\n");
        Assert.Contains("cannot be written as Csv", Assert.Throws<ArgumentException>(() => Convert("a.txt", "a.csv")).Message,
            StringComparison.Ordinal);
        Assert.Equal(["a.txt"], folder.Names());
    }

    [Fact]
    public void AnErrorInTheMiddleLeavesAnOlderFileAsItWas()
    {
        File.WriteAllText(folder.File("a.csv"), "text,labels\none,a\ntwo,a b\n");
        File.WriteAllText(folder.File("b.ft"), "older");
        DataFormatException exception = Assert.Throws<DataFormatException>(() => Convert("a.csv", "b.ft"));
        Assert.Equal((3, folder.File("a.csv")), (exception.Line, exception.Source));
        Assert.Equal("older", File.ReadAllText(folder.File("b.ft"), Encoding.UTF8));
        Assert.Equal(["a.csv", "b.ft"], folder.Names());
    }

    private void WriteTexts(string name, int lines)
    {
        Random random = new(3);
        using StreamWriter writer = new(folder.File(name));
        for (int line = 0; line < lines; line++)
        {
            writer.Write($"__label__{random.Next(500)} __label__{random.Next(9)}");
            for (int word = line % 12; word < 12; word++)
                writer.Write($" word{random.Next(900)}");
            writer.Write('\n');
        }
    }

    private ConversionReport Convert(string input, string output, DataReadOptions? options = null) =>
        DatasetConversion.Convert(folder.File(input), folder.File(output), options);
}
