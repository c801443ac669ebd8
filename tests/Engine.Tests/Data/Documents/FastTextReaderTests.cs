using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class FastTextReaderTests
{
    private static readonly char[] Separators = [.. Enumerable.Range(0, ' ' + 1).Select(unit => (char)unit)];

    private static readonly Gen<string> Line =
        from pieces in Gen.OneOf(
            Gen.Elements(" ", " ", "  ", "\t", "\r", "a", "Bc", "é", "__label__", "__label__x", "x__label__", "_", "\0"),
            Gen.Choose(55, 70).Select(count => new string('w', count)),
            Gen.Choose(20, 40).Select(count => string.Concat(Enumerable.Repeat("b ", count)))).ListOf()
        select string.Concat(pieces);

    /// <summary>Whatever separates words, and wherever the labels stand, single spaces separate the other words of the text.</summary>
    [Property(MaxTest = 2000)]
    public Property WordsThatBeginWithThePrefixAreLabels() => Prop.ForAll(Line.ListOf().ToArbitrary(), static lines =>
    {
        FastTextReader reader = new(new LineReader(
            new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))), "data"));
        Document document = new();
        foreach (string line in lines)
        {
            Assert.True(reader.Next(document));
            string[] words = line.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            ILookup<bool, string> isLabel = words.ToLookup(word => word.StartsWith("__label__", StringComparison.Ordinal));
            Assert.Equal(isLabel[true].Select(word => word["__label__".Length..]), document.Labels.Strings());
            Assert.Equal(string.Join(' ', isLabel[false]), document.Text.ToString());
        }
        Assert.False(reader.Next(document));
    });
}
