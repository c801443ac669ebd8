using FsCheck.Xunit;

namespace Glissade.Layers.Tests;

public sealed unsafe class IdBitsTests
{
    private const int Capacity = 200; // not a multiple of the 64 ids of a word

    [Property]
    public void MembersOfAListAreFoundInOrderAndNothingIsLeftOfAnEmptiedSet(byte[] members, byte[] list)
    {
        int[] set = [.. members.Select(id => id % Capacity)];
        int[] ids = [.. list.Select(id => id % Capacity)];
        using IdBits bits = new(Capacity);
        bits.Add(set);
        Assert.Equal(Enumerable.Range(0, ids.Length).Where(place => set.Contains(ids[place])), Select(bits, ids));
        bits.Remove(set);
        Assert.Empty(Select(bits, ids));
    }

    [Fact]
    public void TheFirstAndTheLastIdOfEachWordAreApart()
    {
        int[] edges = [0, 63, 64, 127, 128, 191, 192, 199];
        using IdBits bits = new(Capacity);
        bits.Add(edges);
        Assert.Equal(edges, Select(bits, [.. Enumerable.Range(0, Capacity)]));
    }

    private static int[] Select(IdBits bits, int[] ids)
    {
        int[] places = new int[ids.Length];
        fixed (int* id = ids)
        fixed (int* place = places)
            return places[..bits.Select(id, ids.Length, place)];
    }
}
