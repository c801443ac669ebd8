using System.Text;

namespace Glissade.Engine.Tests.Data;

public sealed class DatasetLoadErrorTests
{
    [Theory]
    [InlineData("1 2:NaN", 1, "\"2:NaN\"", "a finite number after the colon")]
    [InlineData("1 2:Infinity", 1, "\"2:Infinity\"", "a finite number")]
    [InlineData("1 2:-inf", 1, "\"2:-inf\"", "a finite number")]
    [InlineData("1 2:1e99", 1, "\"2:1e99\"", "a finite number")]
    [InlineData("1 2:", 1, "\"2:\"", "a finite number")]
    [InlineData("1 2: 3", 1, "\"2:\"", "a finite number")]
    [InlineData("1 2:0x10", 1, "\"2:0x10\"", "a finite number")]
    [InlineData("1 2:1,5", 1, "\"2:1,5\"", "a finite number")]
    [InlineData("1 2:3e38 2:3e38", 1, "feature 2 adding up to more than a float holds", "finite")]
    [InlineData("1 2:1\n1 2", 2, "\"2\"", "feature:value")]
    [InlineData("1 2:1\n1 :2", 2, "\":2\"", "feature:value")]
    [InlineData("1 -2:1", 1, "\"-2:1\"", "feature:value")]
    [InlineData("1 2147483647:1", 1, "\"2147483647:1\"", "a feature id below 2147483647")]
    [InlineData("1 9 9\n1 9:1", 2, "\"9:1\"", "a feature id below 9, the header's number of features")]
    [InlineData("1 9 9\n9 8:1", 2, "\"9\"", "a label id below 9, the header's number of labels")]
    [InlineData("-1 2:1", 1, "\"-1\"", "label ids separated by single commas")]
    [InlineData("1, 2:1", 1, "\"1,\"", "label ids separated by single commas")]
    [InlineData("1,,2 2:1", 1, "\"1,,2\"", "label ids separated by single commas")]
    [InlineData(",1 2:1", 1, "\",1\"", "label ids separated by single commas")]
    [InlineData("1,2:1", 1, "\"1,2:1\"", "feature:value")]
    [InlineData("label_a b", 1, "\"label_a\"", "label ids")]
    [InlineData("1 2:1\n\n1 2:1\n", 2, "an empty line", "a point")]
    [InlineData("\n1 2:1\n", 1, "an empty line", "a point")]
    [InlineData("3 9 9\n1 2:1\n\n1 2:1\n", 3, "an empty line", "a point")]
    [InlineData("1 2:1\n \n\r\n1 2:x", 3, "an empty line", "a point")]
    [InlineData("", 1, "the end of the file", "a header or a point")]
    [InlineData("\n\n", 1, "the end of the file", "a header or a point")]
    [InlineData("3 9 9\n1 2:1\n", 1, "a header of 3 points", "1, the number of points in the file")]
    [InlineData("1 9 9\n1 2:1\n2 3:1\n", 1, "a header of 1 points", "2, the number of points in the file")]
    [InlineData("2147483647 2147483647 2147483647\n1 2:1\n", 1, "a header of 2147483647 points", "1, the number")]
    [InlineData("1 99999999999 5\n1 2:1\n", 1, "\"1 99999999999 5\"", "three sizes")]
    [InlineData("1 5 -5\n1 2:1\n", 1, "\"1 5 -5\"", "three sizes")]
    [InlineData("2 9 9\n1 2:1\n2 x:1\n", 3, "\"x:1\"", "feature:value")] // the malformed line, not the sum
    public void MalformedLineIsNamed(string text, int line, string found, string expected)
    {
        DataFormatException exception = Assert.Throws<DataFormatException>(() => Texts.Load(text));
        Assert.StartsWith($"{Texts.Name}, line {line}: found {found}, expected", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal((line, Texts.Name), (exception.Line, exception.Source));
    }

    [Theory]
    [InlineData("1 6 5\n1 2:1\n", "a header of 6 features", "at most 5, the model's number of features")]
    [InlineData("1 5 6\n1 2:1\n", "a header of 6 labels", "at most 5, the model's number of labels")]
    [InlineData("1 5:1\n", "\"5:1\"", "a feature id below 5, the model's number of features")]
    [InlineData("5 1:1\n", "\"5\"", "a label id below 5, the model's number of labels")]
    [InlineData("1 3 3\n1 4:1\n", "\"4:1\"", "a feature id below 3, the header's number of features")]
    public void DataBeyondTheModelIsRefused(string text, string found, string expected)
    {
        DatasetLimits limits = new(5, 5);
        DataFormatException exception = Assert.Throws<DataFormatException>(() => Texts.Load(text, limits));
        Assert.Contains($"found {found}, expected {expected}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void QuotedTokenIsShortAndWithoutControlCharacters()
    {
        string message = Assert.Throws<DataFormatException>(static () => Texts.Load("1 2:\u001B[31m\u00FF\0")).Message;
        Assert.Contains("\"2:\\x1B[31m\\xFF\\x00\"", message, StringComparison.Ordinal);
        message = Assert.Throws<DataFormatException>(static () => Texts.Load("1 " + new string('x', 100_000))).Message;
        Assert.Contains($"\"{new string('x', 37)}...\"", message, StringComparison.Ordinal);
        message = Assert.Throws<DataFormatException>(static () => Texts.Load("1 " + new string('x', 40))).Message;
        Assert.Contains($"\"{new string('x', 40)}\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FirstOfManyMalformedLinesIsReportedWhateverTheChunks()
    {
        StringBuilder text = new();
        for (int i = 1; i <= 2000; i++)
            text.Append(i >= 1234 ? "1 bad\n" : "1 2:3\n");
        foreach (int chunkBytes in new[] { 1, 7, 100, 4096 })
        {
            Assert.Equal(1234, Assert.Throws<DataFormatException>(() => Texts.LoadInChunks(text.ToString(), chunkBytes, 2)).Line);
            Assert.Equal(1234, Assert.Throws<DataFormatException>(() => Texts.LoadInChunks(text.ToString(), chunkBytes, 1)).Line);
        }
    }

    [Fact]
    public void OverlongLineIsRefused()
    {
        Glissade.Text.LineChunkReader reader = new(new MemoryStream(new byte[5000]), chunkBytes: 16, longestLine: 1000);
        byte[] buffer = [];
        Assert.Equal(0, reader.Read(ref buffer));
        DataFormatException exception = Assert.Throws<DataFormatException>(() => reader.ThrowIfFailed(Texts.Name, 3));
        Assert.Equal($"{Texts.Name}, after line 3: a line of more than 1000 bytes, the longest that can be read", exception.Message);
        Assert.InRange(buffer.Length, 1000, 4000);
    }
}
