using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class WordCutterTests
{
    /// <summary>Texts of several blocks, at whose ends are words of one byte and of more than a block, and runes of all lengths.</summary>
    private static readonly Gen<string> Text =
        from pieces in Gen.OneOf(
            Gen.Elements("a", "Zb", "9", " ", " ", "  ", ",", "\t", "\0", "é", "É", "İ", "Ⱥ", "ß", "名", "\u0301", "\u3000", "“", "😀", "𐐀"),
            Gen.Choose(1, 70).Select(count => new string('W', count)),
            Gen.Choose(1, 70).Select(count => new string('.', count)),
            Gen.Choose(1, 20).Select(count => string.Concat(Enumerable.Repeat("Я", count)))).ListOf()
        select string.Concat(pieces);

    [Property(MaxTest = 2000)]
    public Property TextsAreCutAtSpacesAsCharacterByCharacter() => Prop.ForAll(Text.ToArbitrary(), static text =>
    {
        char[] separators = [.. Enumerable.Range(0, ' ' + 1).Select(unit => (char)unit)];
        string[] expected = text.Split(separators, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, Cut(text, TextTokens.Spaces));
    });

    [Property(MaxTest = 2000)]
    public Property TextsAreCutIntoWordsAsRuneByRune() => Prop.ForAll(Text.ToArbitrary(), static text =>
    {
        List<string> expected = [];
        StringBuilder word = new();
        foreach (Rune rune in (Rune[])[.. text.EnumerateRunes(), new Rune(' ')])
        {
            bool mark = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
            if (Rune.IsLetterOrDigit(rune) || (mark && word.Length > 0))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
            else if (word.Length > 0)
            {
                expected.Add(word.ToString());
                word.Clear();
            }
        }
        Assert.Equal(expected, Cut(text, TextTokens.Words));
    });

    [Property(MaxTest = 500)]
    public Property RunsAreWordsWithSingleSpacesBetween() => Prop.ForAll(Text.ToArbitrary(), static text =>
    {
        foreach (TextTokens kind in (TextTokens[])[TextTokens.Spaces, TextTokens.Words])
        {
            string[] words = Cut(text, kind);
            IEnumerable<string> expected = Enumerable.Range(0, words.Length).SelectMany(
                first => Enumerable.Range(1, Math.Min(3, words.Length - first)).Select(count => string.Join(' ', words, first, count)));
            Assert.Equal(expected, Cut(text, kind, longestRun: 3));
        }
    });

    private static string[] Cut(string text, TextTokens kind, int longestRun = 1)
    {
        TokenBuffer tokens = new(kind, longestRun);
        // Something before, of which nothing may be left.
        tokens.Fill("x yy zzz"u8);
        tokens.Fill(Encoding.UTF8.GetBytes(text));
        return [.. Enumerable.Range(0, tokens.RunCount).Select(run => Encoding.UTF8.GetString(tokens.Run(run)))];
    }
}
