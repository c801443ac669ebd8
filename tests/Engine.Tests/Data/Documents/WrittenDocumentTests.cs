using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class WrittenDocumentTests
{
    private static readonly Gen<string> Label = Gen.Elements("a", "b c", "\"", "é", "名前", "x:y", "\\", "a\"b", "__label__", "{}", ";");

    private static readonly Gen<string> Text =
        Gen.Elements("word", " ", "\n", ",", "\"", "\"\"", "é", "🐢", "\t", "'", "\\", "{\"", "x", "\u0001", "#", "1:2", "|").ListOf()
            .Select(string.Concat);

    private static readonly Gen<(string Text, string[] Labels)> Point =
        from text in Text
        from labels in Label.ListOf()
        select (text, labels.Take(4).ToArray());

    [Property(MaxTest = 500)]
    public Property WrittenTextsReadBackTheSame() => Prop.ForAll(Point.ListOf().ToArbitrary(), static points =>
    {
        DataReadOptions options = new() { TextColumns = ["the text"], LabelsColumn = "\"labels\"", LabelSeparator = '|' };
        Assert.Equal(Show(points), Again(points, DataFormat.JsonLines, options, stream => new JsonLinesWriter(stream, options)));
        Assert.Equal(Show(points), Again(points, DataFormat.Csv, options, stream => new CsvWriter(stream, "data", ',', options)));
        (string Text, string[] Labels)[] words =
        [
            .. points.Where(point => !point.Labels.Any(label => label.Contains(' ', StringComparison.Ordinal)))
                .Select(point =>
                    (string.Join(' ',
                        point.Text.Split([.. Enumerable.Range(0, 33).Select(c => (char)c)], StringSplitOptions.RemoveEmptyEntries)),
                            point.Labels)),
        ];
        Assert.Equal(Show(words), Again(words, DataFormat.FastText, options, stream => new FastTextWriter(stream, "data")));
    });

    [Property(MaxTest = 1000)]
    public Property CsvIsReadAsCharacterByCharacter() => Prop.ForAll(
        Gen.Elements("a", "b", ",", ",", "\"", "\"", "\n", "\n", "\r\n", "é").ListOf().Select(string.Concat).ToArbitrary(), static text =>
        {
            string whole = "text,labels\n" + text;
            string expected;
            try
            {
                expected = NaiveCsv.Describe(whole);
            }
            catch (FormatException)
            {
                Assert.Throws<DataFormatException>(() => DocumentTexts.ReadAll(Encoding.UTF8.GetBytes(whole), DataFormat.Csv));
                return;
            }
            Assert.Equal(expected, string.Join('\0', Show(DocumentTexts.ReadAll(Encoding.UTF8.GetBytes(whole), DataFormat.Csv))));
        });

    [Theory]
    [InlineData("__label__x", "a", "expected a text without words that fastText takes for labels")]
    [InlineData("x", "a b", "expected a name without spaces")]
    public void WhatFastTextCannotHoldIsRefused(string text, string label, string expected)
    {
        using FastTextWriter writer = new(new MemoryStream(), "data");
        Refuse(writer, text, label, expected);
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData(" a")]
    public void LabelsThatCsvCannotHoldAreRefused(string label)
    {
        using CsvWriter writer = new(new MemoryStream(), "data", ',', new DataReadOptions());
        Refuse(writer, "x", label, "expected a name without \",\", which separates labels");
    }

    private static void Refuse(IDocumentWriter writer, string text, string label, string expected)
    {
        Document document = DocumentTexts.Document(text, [label], line: 7);
        string message = Assert.Throws<DataFormatException>(() => writer.Write(document)).Message;
        Assert.StartsWith("data, line 7: found ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Show(IEnumerable<(string Text, string[] Labels)> points) =>
        points.Select(point => $"{point.Text}=>{string.Join('|', point.Labels)}");

    private static IEnumerable<string> Again(
        IEnumerable<(string Text, string[] Labels)> points, DataFormat format, DataReadOptions options, Func<Stream, IDocumentWriter> open)
    {
        MemoryStream stream = new();
        using (IDocumentWriter writer = open(stream))
        {
            foreach ((string text, string[] labels) in points)
                writer.Write(DocumentTexts.Document(text, labels));
        }
        return Show(DocumentTexts.ReadAll(stream.ToArray(), format, options));
    }
}
