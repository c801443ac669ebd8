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
}
