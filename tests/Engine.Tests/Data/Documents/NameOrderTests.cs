using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class NameOrderTests
{
    /// <summary>Many begin alike, for one number's bytes or for more than are compared as numbers.</summary>
    private static readonly Gen<string> Name =
        from prefix in Gen.Choose(0, 40)
        from rest in Gen.Elements("a", "b", "\0", "~", "é", "名", "\uD7FF", "\uE000", "\uFFFD", "😀", "\U0010FFFF", "\U00010000").ListOf()
        select new string('x', prefix / 8 * 8) + string.Concat(rest);

    [Property(MaxTest = 1000)]
    public Property NamesAreInTheOrderOfTheirUtf16Units() => Prop.ForAll(Name.ListOf(60).ToArbitrary(), static names =>
    {
        using NameTable table = new();
        foreach (string name in names)
            table.FindOrAdd(Encoding.UTF8.GetBytes(name));
        int[] numbers = [.. Enumerable.Range(0, table.Count)];

        NameOrder.Sort(numbers, table);

        string[] expected = [.. names.Distinct()];
        Array.Sort(expected, StringComparer.Ordinal);
        Assert.Equal(expected, numbers.Select(number => Encoding.UTF8.GetString(table[number])));
        for (int i = 1; i < numbers.Length; i++)
            Assert.True(NameOrder.Compare(table[numbers[i - 1]], table[numbers[i]]) < 0);
    });
}
