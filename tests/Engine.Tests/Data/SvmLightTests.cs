using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Text;

namespace Glissade.Engine.Tests.Data;

public sealed class SvmLightTests
{
    private static readonly Gen<string> Line =
        from labels in Gen.Choose(0, 20).ListOf().Select(static ids => string.Join(',', ids.Take(4)))
        from query in Gen.Elements("", "", " qid:7", "\tqid:0")
        from features in Gen.Choose(0, 30).ListOf()
        from comment in Gen.Elements("", "", "", "#", " # 3:4 # x", "\r")
        select labels + query + string.Concat(features.Select((id, at) => $" {id}:{at - 2}")) + comment;

    private static readonly Gen<string> Text =
        from lines in Gen.Frequency(
            (20, Line), (2, Gen.Elements("", "# comment", "  # 1:2", "\r", "#\r")),
            (1, Gen.Elements("qid:x 1:2", "1 1:2 qid:3", "1 qid:", "a 1:2", "1 0:1#", "1 #2:3", "1 2:3 4")))
            .ListOf()
        from end in Gen.Elements("", "\n")
        select string.Join('\n', lines) + end;

    [Property(MaxTest = 2000)]
    public Property AnyChunkSizeGivesWhatReadingLineByLineGives() =>
        Prop.ForAll(Text.ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), Gen.Choose(0, 1).ToArbitrary(), static (text, chunkBytes, first) =>
        {
            string expected = Naive(text, first);
            Assert.Equal(expected, Read(text, first, chunkBytes, threads: 1));
            Assert.Equal(expected, Read(text, first, 1 << 16, threads: 2));
        });

    [Theory]
    [InlineData("1 0:1", 1, "\"0:1\"", "a feature id from 1 to 2147483646")]
    [InlineData("1 2147483647:1", 1, "\"2147483647:1\"", "a feature id from 1 to 2147483646")]
    [InlineData("1 99999999999:1", 1, "\"99999999999:1\"", "a feature id from 1 to 2147483646")]
    [InlineData("# x\n\n-1 1:1", 3, "\"-1\"", "label ids")]
    [InlineData("1 qid:a 1:1", 1, "\"qid:a\"", "qid: and a whole number")]
    [InlineData("1 1:1 qid:2", 1, "\"qid:2\"", "feature:value")]
    [InlineData("# nothing\n", 1, "the end of the file", "a point")]
    public void MalformedLineIsNamed(string text, int line, string found, string expected)
    {
        DataFormatException exception =
            Assert.Throws<DataFormatException>(() => Load(text, new DataReadOptions { Format = DataFormat.SvmLight }));
        Assert.StartsWith($"data, line {line}: found {found}, expected {expected}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LimitsCountFromTheFirstFeature()
    {
        DataReadOptions options = new() { Format = DataFormat.SvmLight, Limits = new DatasetLimits(5, 3) };
        Assert.Equal([4], Load("2 5:1", options).Features(0).Ids.ToArray());
        Assert.Contains(
            "a feature id from 1 to 5, as many as the model has",
            Assert.Throws<DataFormatException>(() => Load("2 6:1", options)).Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => Load("3 5:1", options));
        Assert.Throws<ArgumentException>(() => Load("3 5:1", options with { FirstFeature = 2 }));
    }

    private static Dataset Load(string text, DataReadOptions options) =>
        Dataset.Load(new MemoryStream(Encoding.Latin1.GetBytes(text)), "data", options);

    private static string Read(string text, int first, int chunkBytes, int threads)
    {
        try
        {
            return Texts.Describe(NumberedReader.Read(
                new MemoryStream(Encoding.Latin1.GetBytes(text)), "data", TextDialect.SvmLight(first), null, chunkBytes, threads));
        }
        catch (DataFormatException exception)
        {
            return $"line {exception.Line}";
        }
    }

    private static string Naive(string text, int first)
    {
        DatasetBuilder builder = new();
        int lineNumber = 0;
        int highest = -1;
        foreach (string raw in text.Split('\n'))
        {
            lineNumber++;
            string line = raw.Split('#')[0].TrimEnd('\r');
            if (line.Length == 0 || (raw.Contains('#', StringComparison.Ordinal) && line.Trim(' ', '\t').Length == 0))
                continue;
            try
            {
                highest = Math.Max(highest, AddPoint(builder, line, first));
            }
            catch (FormatException)
            {
                return $"line {lineNumber}";
            }
        }
        if (builder.Count == 0)
            return "line 1";
        return Texts.Describe(builder.Build(highest + 1));
    }

    /// <summary>Adds a point and returns its highest feature; a zero that is dropped names one too.</summary>
    private static int AddPoint(DatasetBuilder builder, string line, int first)
    {
        List<string> tokens = [.. line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)];
        List<int> labels = [];
        if (tokens.Count > 0 && line[0] is not (' ' or '\t') && !tokens[0].Contains(':', StringComparison.Ordinal))
        {
            labels = [.. tokens[0].Split(',').Select(Id)];
            tokens.RemoveAt(0);
        }
        if (tokens.Count > 0 && tokens[0].StartsWith("qid:", StringComparison.Ordinal))
        {
            _ = Id(tokens[0]["qid:".Length..]);
            tokens.RemoveAt(0);
        }
        SortedDictionary<int, float> sums = [];
        foreach (string[] pair in tokens.Select(token => token.Split(':')))
        {
            if (pair.Length != 2 || Id(pair[0]) < first)
                throw new FormatException();
            int id = Id(pair[0]) - first;
            sums[id] = sums.GetValueOrDefault(id) + float.Parse(pair[1], CultureInfo.InvariantCulture);
        }
        int[] kept = [.. sums.Keys.Where(id => sums[id] != 0)];
        builder.Add(kept, [.. kept.Select(id => sums[id])], [.. labels]);
        return sums.Count == 0 ? -1 : sums.Keys.Max();
    }

    private static int Id(string token) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : throw new FormatException();
}
