namespace Glissade.Lsh.Tests;

/// <summary>Buckets of families that look into bins, by their definition: bin by bin, without lanes, lists or packing tricks.</summary>
internal static class ReferenceBins
{
    internal const int Empty = -1;

    /// <param name="family">The family, for its bins.</param>
    /// <param name="winner">The winning position among a bin's members, or <see cref="Empty"/>.</param>
    /// <param name="seed">The family's seed.</param>
    internal static int[] Buckets(BinHashFamily family, Func<int[], int> winner, ulong seed)
    {
        int bins = family.HashesPerTable * family.TableCount;
        int size = family.Bins.BinSize;
        int[] winners = [.. Enumerable.Range(0, bins).Select(bin => winner(family.Bins.Members.Slice(bin * size, size).ToArray()))];
        Densification densification = new(bins, seed);
        int Code(int bin)
        {
            IEnumerable<int> lenders = Enumerable.Range(1, 100).Select(attempt => densification.Lender(bin, attempt));
            return lenders.Prepend(bin).Select(lender => winners[lender]).FirstOrDefault(code => code != Empty);
        }

        return
        [
            .. Enumerable.Range(0, family.TableCount).Select(table => Enumerable.Range(0, family.HashesPerTable)
                .Sum(i => Code((table * family.HashesPerTable) + i) * (int)Math.Pow(8, i))),
        ];
    }
}
