using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class NameTableTests
{
    /// <summary>Of few bytes, so that strings repeat, and begin and end alike; zeros because free room holds zeros too.</summary>
    private static readonly Gen<byte[]> Name =
        from length in Gen.Choose(0, 40)
        from bytes in Gen.Elements((byte)0, (byte)1).ArrayOf(length)
        select bytes;

    [Property(MaxTest = 500)]
    public Property NumbersAreThoseOfFirstOccurrence() => Prop.ForAll(Name.ListOf(200).ToArbitrary(), static names =>
    {
        NameTable table = new();
        List<string> expected = [];
        foreach (byte[] name in names)
        {
            string text = Convert.ToHexString(name);
            Assert.Equal(expected.IndexOf(text), table.Find(name));
            if (!expected.Contains(text))
                expected.Add(text);
            Assert.Equal(expected.IndexOf(text), table.FindOrAdd(name));
        }
        Assert.Equal(expected, Enumerable.Range(0, table.Count).Select(number => Convert.ToHexString(table[number])));
    });

    [Fact]
    public void ManyNamesAreFoundAgainAfterTheTableHasGrown()
    {
        NameTable table = new();
        byte[][] names = [.. Enumerable.Range(0, 20_000).Select(i => Encoding.UTF8.GetBytes($"{i}" + new string('x', i % 30)))];
        Assert.All(Enumerable.Range(0, names.Length), i => Assert.Equal(i, table.FindOrAdd(names[i])));
        Assert.All(Enumerable.Range(0, names.Length), i => Assert.Equal(i, table.Find(names[i])));
        Assert.Equal(-1, table.Find("none"u8));
    }

    /// <summary>Words of all lengths about a vector's, many of which differ in one letter only, at the end or before it.</summary>
    private static readonly Gen<string[]> Words =
        (from length in Gen.Choose(1, 36)
         from last in Gen.Elements('a', 'b')
         from first in Gen.Elements('a', 'b')
         select first + new string('c', length - 1) + last).ArrayOf();

    [Property(MaxTest = 200)]
    public Property RunsOfTextsHaveTheNumbersOfAListOfThem() => Prop.ForAll(Words.ListOf(20).ToArbitrary(), static texts =>
    {
        using NameTable table = new();
        foreach (int longest in (int[])[1, 3])
        {
            TokenBuffer runs = new(TextTokens.Spaces, longest);
            Dictionary<string, int> expected = Enumerable.Range(0, table.Count).ToDictionary(id => Encoding.UTF8.GetString(table[id]));
            AssertNumbers(add: false);
            AssertNumbers(add: true);
            AssertNumbers(add: false);

            void AssertNumbers(bool add)
            {
                List<int> found = [];
                List<int> wanted = [];
                foreach (string[] words in texts)
                {
                    runs.Fill(Encoding.UTF8.GetBytes(string.Join("  ", words)));
                    int[] here = new int[runs.RunCount];
                    table.FindAll(runs, here, add);
                    found.AddRange(here);
                    for (int first = 0; first < words.Length; first++)
                    {
                        for (int count = 1; count <= longest && first + count <= words.Length; count++)
                            wanted.Add(Number(string.Join(' ', words, first, count), add));
                    }
                }
                Assert.Equal(wanted, found);
                Assert.Equal(expected.Count, table.Count);
            }

            int Number(string run, bool add)
            {
                if (add)
                    expected.TryAdd(run, expected.Count);
                return expected.GetValueOrDefault(run, -1);
            }
        }
    });

    /// <summary>More different words than a block or the first table holds, all new in one text, some of them twice in a block.</summary>
    [Fact]
    public void ATextOfManyNewWordsIsNumberedWhileTheTableGrows()
    {
        using NameTable table = new();
        TokenBuffer runs = new(TextTokens.Spaces, 1);
        runs.Fill(Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"w{i} w{i / 2}"))));
        int[] found = new int[runs.RunCount];
        table.FindAll(runs, found, add: true);
        Assert.Equal(Enumerable.Range(0, 20_000).SelectMany(i => (int[])[i, i / 2]), found);
    }

    /// <summary>What stands behind a string in memory is no part of it.</summary>
    [Fact]
    public void KeyOfAPieceOfATextIsTheKeyOfTheSameBytesAlone()
    {
        byte[] text = [.. Enumerable.Range(1, 100).Select(i => (byte)i)];
        for (int length = 0; length <= 60; length++)
        {
            NameKey piece = NameKey.Of(text, length);
            NameKey alone = NameKey.Of(text.AsSpan(0, length));
            Assert.True(piece.Equals(alone));
            Assert.Equal(alone.Hash, piece.Hash);
            Assert.False(piece.Equals(NameKey.Of(text, length + 1)));
        }
    }
}
