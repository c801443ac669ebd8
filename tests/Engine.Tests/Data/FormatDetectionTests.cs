using System.Text;

namespace Glissade.Engine.Tests.Data;

public sealed class FormatDetectionTests
{
    [Theory]
    [InlineData("x.svm", "1 2:3", DataFormat.SvmLight)]
    [InlineData("x.SVMLIGHT.GZ", "", DataFormat.SvmLight)]
    [InlineData("x.libsvm.zst", "", DataFormat.SvmLight)]
    [InlineData("x.csv", "{", DataFormat.Csv)]
    [InlineData("x.tsv.gz", "", DataFormat.Csv)]
    [InlineData("x.jsonl", "", DataFormat.JsonLines)]
    [InlineData("x.ndjson", "", DataFormat.JsonLines)]
    [InlineData("x.ft", "", DataFormat.FastText)]
    [InlineData("x.txt", "{\"text\": 1}", DataFormat.JsonLines)]
    [InlineData("x.txt", "\u00EF\u00BB\u00BF__label__a b", DataFormat.FastText)]
    [InlineData("x.txt", "a __label__a", DataFormat.FastText)]
    [InlineData("x.txt", "# a comment\n1 2:3", DataFormat.SvmLight)]
    [InlineData("x.txt", "1 qid:3 2:3", DataFormat.SvmLight)]
    [InlineData("x.txt", "1 2:3\n__label__a", DataFormat.ExtremeClassification)]
    [InlineData("standard input", "", DataFormat.ExtremeClassification)]
    public void NameOrElseFirstLineTells(string name, string head, DataFormat expected) =>
        Assert.Equal(expected, FormatDetection.Detect(name, Encoding.Latin1.GetBytes(head), expectsText: false));

    [Theory]
    [InlineData("a red fox", DataFormat.FastText)]
    [InlineData("", DataFormat.FastText)]
    [InlineData("at 12:30 o'clock", DataFormat.FastText)]
    [InlineData("1,2 3:4 5:6", DataFormat.ExtremeClassification)]
    [InlineData(" 3:4 5:6\r", DataFormat.ExtremeClassification)]
    [InlineData("10 20 30", DataFormat.ExtremeClassification)]
    public void ForAModelOfTextsLinesAreTextUnlessTheyLookNumbered(string head, DataFormat expected) =>
        Assert.Equal(expected, FormatDetection.Detect("standard input", Encoding.Latin1.GetBytes(head), expectsText: true));

    [Fact]
    public void TextForAModelOfNumbersIsRefused()
    {
        DataReadOptions options = new() { Limits = new DatasetLimits(FeatureCount: 5) };
        Assert.Equal(
            "x, line 1: found text, expected numbered features, which are all that the model knows",
            Assert.Throws<DataFormatException>(() => Dataset.Load(new MemoryStream("__label__a b"u8.ToArray()), "x", options)).Message);
    }
}
