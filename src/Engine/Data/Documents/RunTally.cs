namespace Glissade.Documents;

/// <summary>Counts how often ids were found in texts, in the order in which each was first found.</summary>
/// <remarks>
/// Where an id may stand already is looked up by its lowest bits, and what stands there must be the same id within the same text. Of two
/// ids that share those bits one may be listed several times, as is one that occurs too often for a byte; who sorts them adds them up.
/// Ids of frequent words are small and seldom share. An entry is the id above how often it was found, in 8 bits.
/// </remarks>
internal sealed class RunTally
{
    private const int TimesBits = 8;

    /// <summary>Fits a core's second-level cache many times over.</summary>
    private const int Places = 1 << 14;

    /// <summary>Behind the last entry: no id's, not even of what has none.</summary>
    private const ulong NoEntry = ulong.MaxValue;

    private readonly int[] places = new int[Places];
    private ulong[] entries = [NoEntry];

    /// <summary>Number of entries.</summary>
    internal int Count { get; private set; }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        entries.AsSpan(0, Count).Fill(NoEntry);
        Count = 0;
    }

    /// <summary>Counts what was found in a further text.</summary>
    internal void AddText(ReadOnlySpan<int> found)
    {
        MakeRoom(found.Length);
        Span<int> placesHere = places;
        Span<ulong> entriesHere = entries;
        int start = Count;
        int end = start;
        foreach (int id in found)
        {
            ref int place = ref placesHere[id & (Places - 1)];
            int at = place;
            ulong entry = (ulong)(uint)id << TimesBits;
            // Less than 255 only for the same id that was found less than 255 times.
            ulong times = entriesHere[at] ^ entry;
            // Arithmetic in place of a branch: whether a word occurred before is hard to foresee.
            int isNew = (at >= start) & (times < byte.MaxValue) ? 0 : 1;
            at += (end - at) & -isNew;
            end += isNew;
            entriesHere[at] = entry + 1 + (times & (ulong)(isNew - 1));
            place = at;
        }
        Count = end;
    }

    /// <summary>Copies the entries.</summary>
    /// <param name="ids">Receives the ids.</param>
    /// <param name="times">Receives how often each was found.</param>
    internal void CopyTo(Span<int> ids, Span<byte> times)
    {
        ReadOnlySpan<ulong> from = entries.AsSpan(0, Count);
        ids = ids[..from.Length];
        times = times[..from.Length];
        for (int i = 0; i < from.Length; i++)
        {
            ids[i] = (int)(from[i] >> TimesBits);
            times[i] = (byte)from[i];
        }
    }

    private void MakeRoom(int count)
    {
        int before = entries.Length;
        if (before - Count >= count)
            return;
        Array.Resize(ref entries, Math.Max(checked(Count + count), Math.Min(2 * before, 1 << 24)));
        entries.AsSpan(before).Fill(NoEntry);
    }
}
