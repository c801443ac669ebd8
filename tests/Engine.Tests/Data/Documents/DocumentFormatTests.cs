using System.Text;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class DocumentFormatTests
{
    [Fact]
    public void FastTextLabelsAreWordsWithThePrefixWhereverTheyStand()
    {
        Dataset data = DocumentTexts.Load("__label__b x y  x\n\ty __label__a __label__b\r\n\nz", DataFormat.FastText);
        Assert.Equal(["b <- x*2|y*1", "b|a <- y*1", " <- ", " <- z*1"], DocumentTexts.Describe(data));
        Assert.Equal(["b", "a"], data.LabelNames);
        Assert.Equal(["x", "y", "z"], data.TextFeatures!.Names);
    }

    [Fact]
    public void CsvColumnsAreFoundByName()
    {
        const string Text = "id,labels,text\n1,\"a, b\",\"He said \"\"hi\"\",\nthen, left\"\n2,,Hi\n3,a,\n\n\n";
        Dataset data = DocumentTexts.Load(Text, DataFormat.Csv);
        Assert.Equal(["a|b <- he*1|hi*1|left*1|said*1|then*1", " <- hi*1", "a <- "], DocumentTexts.Describe(data));
    }

    [Fact]
    public void CsvMayHaveOtherSeparatorsAndColumns()
    {
        DataReadOptions options =
            DocumentTexts.Every with
            {
                TextColumns = ["body", "title"],
                LabelsColumn = "tags",
                LabelSeparator = '|',
                ColumnSeparator = ';',
            };
        Dataset data = DocumentTexts.Load("title;tags;body\nBig;x y|z;red, fox", DataFormat.Csv, options);
        Assert.Equal(["x y|z <- big*1|fox*1|red*1"], DocumentTexts.Describe(data));
        byte[] tabs = Encoding.UTF8.GetBytes("text\tlabels\none\ta");
        Assert.Equal(["a <- one*1"], DocumentTexts.Describe(Dataset.Load(new MemoryStream(tabs), "x.tsv", DocumentTexts.Every)));
    }

    [Fact]
    public void JsonLabelsAreStringsNumbersOrAStringOfSeveral()
    {
        string[] lines =
        [
            """{"text":"One two","labels":["a b",7,"a b"],"more":{"text":"no","labels":[{}]}}""",
            """{"labels":"a b, c","text":"\u0054wo"}""",
            """{"labels":7,"text":null}""",
            """{"labels":null,"text":""}""",
            """{"labels":[],"text":"é É"}""",
        ];
        Dataset data = DocumentTexts.Load(string.Join("\r\n", lines) + "\n\n", DataFormat.JsonLines);
        Assert.Equal(["a b|7 <- one*1|two*1", "a b|c <- two*1", "7 <- ", " <- ", " <- é*2"], DocumentTexts.Describe(data));
    }

    [Theory]
    [InlineData(DataFormat.FastText, "__label__a x\n__label__ y", 2, "an empty label", "a name")]
    [InlineData(DataFormat.FastText, "", 1, "the end of the file", "a labelled text")]
    [InlineData(DataFormat.Csv, "", 1, "the end of the file", "a line that names the columns")]
    [InlineData(DataFormat.Csv, "text,labels\n", 1, "the end of the file", "a labelled text")]
    [InlineData(DataFormat.Csv, "text,tags\nx,y", 1, "columns \"text, tags\"", "one named \"labels\"")]
    [InlineData(DataFormat.Csv, "text,labels,text\nx,y,z", 1, "several columns \"text\"", "one named \"text\"")]
    [InlineData(DataFormat.Csv, "text,labels\n\"x\ny\",a\nz", 4, "1 column", "2 columns as the first line names")]
    [InlineData(DataFormat.Csv, "text,labels\nx,a,b", 2, "3 columns", "2 columns")]
    [InlineData(DataFormat.Csv, "text,labels\nx\"y,a", 2, "\"x\"y\"", "a field without quotes")]
    [InlineData(DataFormat.Csv, "text,labels\n\"x\"y,a", 2, "\"y,a\"", "\",\" or the end of the line after a closing quote")]
    [InlineData(DataFormat.Csv, "text,labels\nx,a\n\"x,a\ny,b\n", 3, "a quote that is never closed", "a closing quote")]
    [InlineData(DataFormat.Csv, "text,labels\nx,a\n\ny,b\n", 3, "an empty line", "a record")]
    [InlineData(DataFormat.Csv, "text,labels\nx,\"a,,b\"", 2, "an empty label", "a name")]
    [InlineData(DataFormat.JsonLines, "{\"text\":\"x\",\"labels\":[]}\n[1]", 2, "\"[1]\"", "a JSON object")]
    [InlineData(DataFormat.JsonLines, "{\"text\":\"x\",}", 1, "\"}\" at byte 13", "a JSON object")]
    [InlineData(DataFormat.JsonLines, "{\"text\":\"x\"", 1, "\"\" at byte 12", "a JSON object")]
    [InlineData(DataFormat.JsonLines, "{\"text\":\"x\",\"labels\":[]} 7", 1, "\"7\" at byte 26", "a JSON object")]
    [InlineData(DataFormat.JsonLines, "{\"text\":\"x\"}", 1, "\"{\"text\":\"x\"}\"", "an object with \"labels\"")]
    [InlineData(DataFormat.JsonLines, "{\"labels\":\"x\"}", 1, "\"{\"labels\":\"x\"}\"", "an object with \"text\"")]
    [InlineData(DataFormat.JsonLines, "{\"text\":3,\"labels\":[]}", 1, "\"3\"", "a string as \"text\"")]
    [InlineData(DataFormat.JsonLines, "{\"text\":\"x\",\"labels\":[true]}", 1, "\"true\"", "strings or numbers as \"labels\"")]
    [InlineData(DataFormat.JsonLines, "{\"text\":\"x\",\"labels\":[\"a\\nb\"]}", 1, "label \"a\\x0Ab\"",
        "a name without control characters")]
    [InlineData(DataFormat.JsonLines, "{\"text\":\"\\ud800\",\"labels\":[]}", 1, "\"{", "text in UTF-8")]
    [InlineData(DataFormat.JsonLines, "{\"text\":\"x\",\"labels\":[]}\n\n{}", 2, "an empty line", "a JSON object")]
    public void MalformedTextIsNamed(DataFormat format, string text, int line, string found, string expected)
    {
        DataFormatException exception = Assert.Throws<DataFormatException>(() => DocumentTexts.Load(text, format));
        Assert.StartsWith($"data, line {line}: found {found}", exception.Message, StringComparison.Ordinal);
        Assert.Contains($", expected {expected}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(line, exception.Line);
    }

    [Theory]
    [InlineData(DataFormat.FastText)]
    [InlineData(DataFormat.Csv)]
    [InlineData(DataFormat.JsonLines)]
    public void BytesThatAreNoUtf8AreRefused(DataFormat format)
    {
        string text = format == DataFormat.JsonLines ? "{\"text\":\"\u00FF\",\"labels\":[]}" : "text,labels\nab\u00FF,c";
        DataFormatException exception = Assert.Throws<DataFormatException>(
            () => Dataset.Load(new MemoryStream(Encoding.Latin1.GetBytes(text)), "data", DocumentTexts.Every with { Format = format }));
        Assert.Contains("expected text in UTF-8", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\\xFF", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsAreNotMissedWhenTheyAreNotWanted()
    {
        DataReadOptions options = DocumentTexts.Every with { IgnoreLabels = true };
        Assert.Equal([" <- x*1"], DocumentTexts.Describe(DocumentTexts.Load("text\nx", DataFormat.Csv, options)));
        Assert.Equal([" <- x*1"], DocumentTexts.Describe(DocumentTexts.Load("{\"text\":\"x\"}", DataFormat.JsonLines, options)));
        Assert.Equal([" <- x*1"], DocumentTexts.Describe(DocumentTexts.Load("__label__a x", DataFormat.FastText, options)));
    }

    [Fact]
    public void AnEndlessLabelIsRefused() => Assert.Contains(
        "a name of at most 4096 characters",
        Assert.Throws<DataFormatException>(() => DocumentTexts.Load("__label__" + new string('x', 5000), DataFormat.FastText)).Message,
        StringComparison.Ordinal);
}
