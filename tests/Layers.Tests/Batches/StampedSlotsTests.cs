using System.Runtime.CompilerServices;
using FsCheck.Xunit;

namespace Glissade.Layers.Tests;

public sealed class StampedSlotsTests
{
    [Property]
    public void SlotsCountUpInTheOrderOfFirstAppearance(byte[][] rounds)
    {
        using StampedSlots slots = new(256);
        foreach (byte[] round in rounds)
        {
            slots.Clear();
            List<byte> seen = [];
            foreach (byte id in round)
            {
                int slot = slots.GetOrAdd(id, out bool added);
                Assert.Equal(!seen.Contains(id), added);
                if (added)
                    seen.Add(id);
                Assert.Equal(seen.IndexOf(id), slot);
            }
            Assert.Equal(seen.Count, slots.Count);
            for (int id = 0; id < 256; id++)
                Assert.Equal(seen.Contains((byte)id), slots.Contains(id));
        }
    }

    [Fact]
    public void NoEntryComesBackWhenStampsRunOut()
    {
        using StampedSlots slots = new(4);
        slots.Clear(); // stamp 1, which returns after the last
        slots.GetOrAdd(2, out _);
        Stamp(slots) = uint.MaxValue - 1;
        slots.Clear();
        slots.GetOrAdd(3, out _);
        slots.Clear();
        for (int id = 0; id < 4; id++)
            Assert.False(slots.Contains(id));
        Assert.Equal(0, slots.GetOrAdd(3, out bool added));
        Assert.True(added);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "stamp")]
    private static extern ref uint Stamp(StampedSlots slots);
}
