using System.Numerics;
using FsCheck;
using FsCheck.Xunit;

namespace Glissade.Kernels.Tests;

public sealed unsafe class SignatureDistanceTests
{
    private const int GroupRows = SignatureDistance.GroupRows;

    [Fact]
    public void EveryWordOfEveryRowHasItsOwnPlace()
    {
        foreach (int words in (int[])[1, 3, 8, 16])
        {
            IEnumerable<long> places =
                from row in Enumerable.Range(0, 3 * GroupRows)
                from word in Enumerable.Range(0, words)
                select SignatureDistance.Place(row, word, words);
            Assert.Equal(Enumerable.Range(0, 3 * GroupRows * words).Select(place => (long)place), places.Order());
            Assert.Equal(3L * GroupRows * words, SignatureDistance.Words((2 * GroupRows) + 1, words));
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void DistancesAreThoseOfTheScalarDefinitionAndOfPlainRows(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int words in (int[])[1, 2, 3, 6, 7, 8, 9, 13, 14, 15, 16, SignatureDistance.MaxWords])
        {
            foreach (int groups in (int[])[0, 1, 2, 5])
            {
                RandomStream random = new(3, (ulong)words, (ulong)groups);
                int rows = groups * GroupRows;
                // Both end where nobody may read or write.
                using GuardedBuffer<ulong> signatures = new(rows * words);
                using GuardedBuffer<ushort> distances = new(rows);
                using GuardedBuffer<ulong> query = new(words);
                foreach (ref ulong word in query.Span)
                    word = random.NextUInt64();
                int[] expected = new int[rows];
                for (int row = 0; row < rows; row++)
                {
                    for (int word = 0; word < words; word++)
                    {
                        ulong bits = Draw(row, query.Span[word], ref random);
                        signatures.Span[(int)SignatureDistance.Place(row, word, words)] = bits;
                        expected[row] += BitOperations.PopCount(bits ^ query.Span[word]);
                    }
                }
                ushort[] defined = new ushort[rows];
                fixed (ushort* d = defined)
                    Scalar.SignatureDistances(signatures.Pointer, groups, words, query.Pointer, d);
                kernels.SignatureDistances(signatures.Pointer, groups, words, query.Pointer, distances.Pointer);
                Assert.Equal(expected, defined.Select(distance => (int)distance));
                Assert.Equal(defined, distances.Span);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void MasksTellWhichDistancesAreBelow(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(5);
        using GuardedBuffer<ushort> distances = new(GroupRows);
        foreach (int bound in (int[])[0, 1, 2, 255, 256, 257, 1024, 1025, short.MaxValue])
        {
            for (int round = 0; round < 20; round++)
            {
                foreach (ref ushort distance in distances.Span)
                    distance = (ushort)Math.Clamp(bound - 2 + random.NextInt32(5), 0, short.MaxValue);
                Assert.Equal(Scalar.BelowMask32(distances.Pointer, bound), kernels.BelowMask32(distances.Pointer, bound));
            }
        }
    }

    [Property(MaxTest = 100)]
    public void NearestAreThoseOfANaiveSort(ushort countSeed, ushort budgetSeed, byte spread, byte runSeed, ushort seed)
    {
        const int MaxDistance = 300;
        int count = countSeed % 1500;
        int budget = budgetSeed % (count + 40);
        int run = GroupRows * ((runSeed % 9) + 1);
        RandomStream random = new(seed);
        ushort[] distances = new ushort[count + GroupRows];
        // Falling distances: every id enters, and what is kept has to be thrown out again and again.
        for (int i = 0; i < count; i++)
            distances[i] = (ushort)Math.Clamp(((count - i) * (seed % 3) / 8) + random.NextInt32(spread + 1), 0, MaxDistance);
        NearestSelection selection = new();
        foreach (int size in (int[])[budget / 2, budget])
        {
            selection.Begin(size, MaxDistance, count);
            fixed (ushort* first = distances)
            {
                for (int start = 0; start < count; start += run)
                    selection.OfferRun(start, first + start, Math.Min(run, count - start));
            }
            int[] found = new int[size];
            selection.CopyTo(found);
            int[] expected = [.. Enumerable.Range(0, count).OrderBy(id => distances[id]).Take(size)];
            Assert.Equal(expected.Length, selection.Count);
            Assert.Equal(expected, found[..selection.Count]);
        }
    }

    /// <summary>Some rows equal to the query, some its opposite: the least and the largest distance.</summary>
    private static ulong Draw(int row, ulong query, ref RandomStream random) => (row % 5) switch
    {
        0 => query,
        1 => ~query,
        _ => random.NextUInt64(),
    };
}
