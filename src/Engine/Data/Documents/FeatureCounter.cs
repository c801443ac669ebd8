namespace Glissade.Documents;

/// <summary>Turns what was found in texts into features: each text's ids ascending, with how often they were found.</summary>
/// <remarks>
/// Many texts are sorted at a time, by the digits of the id and then by the text: several times as fast as sorting a text of a hundred
/// words by comparisons, nearly every other of which the processor cannot foresee.
/// </remarks>
internal sealed class FeatureCounter
{
    private const int DigitBits = 9;
    private const int Digits = 1 << DigitBits;

    /// <summary>Entries after which no further text is taken, so that the keys stay in a core's cache.</summary>
    private const int FullKeys = 1 << 15;

    /// <summary>Where the id stands in a key, above how often it was found.</summary>
    private const int IdShift = 8;

    /// <summary>Where the text stands in a key, above the id.</summary>
    private const int TextShift = IdShift + 32;

    private readonly int[] places = new int[Digits];

    private ulong[] keys = [];
    private ulong[] sorted = [];
    private int keyCount;
    private int[] ids = [];
    private float[] values = [];

    /// <summary>The features of all texts.</summary>
    internal ReadOnlySpan<int> Ids => ids.AsSpan(0, Count);

    /// <summary>How often each was found.</summary>
    internal ReadOnlySpan<float> Values => values.AsSpan(0, Count);

    private int Count { get; set; }

    /// <summary>Counts what was found in a number of texts.</summary>
    /// <param name="found">All that was found; what is -1 counts for nothing.</param>
    /// <param name="times">How often each was found, at least once; nothing if once all.</param>
    /// <param name="ends">For each text where what was found in it ends.</param>
    /// <param name="counts">Receives the number of features of each text.</param>
    internal void CountAll(ReadOnlySpan<int> found, ReadOnlySpan<byte> times, ReadOnlySpan<int> ends, Span<int> counts)
    {
        Count = 0;
        if (ids.Length < found.Length)
        {
            ids = new int[found.Length];
            values = new float[found.Length];
        }
        int start = 0;
        for (int text = 0, next; text < ends.Length; text = next)
        {
            keyCount = 0;
            int highest = 0;
            for (next = text; next < ends.Length && next - text < Digits && keyCount < FullKeys; next++)
            {
                ReadOnlySpan<byte> timesHere = times.IsEmpty ? times : times[start..ends[next]];
                highest = Math.Max(highest, AddKeys(found[start..ends[next]], timesHere, next - text));
                start = ends[next];
            }
            for (int digit = 0; digit < TextShift - IdShift && highest >> digit > 0; digit += DigitBits)
                SortBy(IdShift + digit);
            if (next - text > 1)
                SortBy(TextShift);
            CountKeys(counts[text..next]);
        }
    }

    /// <summary>Returns the highest id.</summary>
    private int AddKeys(ReadOnlySpan<int> found, ReadOnlySpan<byte> times, int text)
    {
        if (keys.Length < keyCount + found.Length)
        {
            Array.Resize(ref keys, Math.Max(keyCount + found.Length, 2 * keys.Length));
            Array.Resize(ref sorted, keys.Length);
        }
        Span<ulong> free = keys.AsSpan(keyCount);
        ulong textKey = (ulong)text << TextShift;
        int count = 0;
        int highest = 0;
        for (int i = 0; i < found.Length; i++)
        {
            int id = found[i];
            free[count] = textKey | ((ulong)(uint)id << IdShift) | (times.IsEmpty ? 1u : times[i]);
            // What has no id is written over.
            count += id >= 0 ? 1 : 0;
            highest = Math.Max(highest, id);
        }
        keyCount += count;
        return highest;
    }

    /// <summary>Sorts stably by one digit.</summary>
    private void SortBy(int shift)
    {
        Span<int> place = places;
        place.Clear();
        ReadOnlySpan<ulong> from = keys.AsSpan(0, keyCount);
        Span<ulong> to = sorted.AsSpan(0, keyCount);
        foreach (ulong key in from)
            place[(int)(key >> shift) & (Digits - 1)]++;
        int before = 0;
        for (int digit = 0; digit < place.Length; digit++)
            before += Exchange(ref place[digit], before);
        foreach (ulong key in from)
            to[place[(int)(key >> shift) & (Digits - 1)]++] = key;
        (keys, sorted) = (sorted, keys);
    }

    private static int Exchange(ref int place, int value)
    {
        int before = place;
        place = value;
        return before;
    }

    private void CountKeys(Span<int> counts)
    {
        counts.Clear();
        // No key: texts are fewer than that.
        ulong last = ulong.MaxValue;
        int at = Count - 1;
        Span<int> idsHere = ids;
        Span<float> valuesHere = values.AsSpan(0, idsHere.Length);
        foreach (ulong key in keys.AsSpan(0, keyCount))
        {
            ulong idOfText = key >> IdShift;
            if (idOfText != last)
            {
                at++;
                idsHere[at] = (int)idOfText;
                valuesHere[at] = 0;
                counts[(int)(key >> TextShift)]++;
                last = idOfText;
            }
            valuesHere[at] += (byte)key;
        }
        Count = at + 1;
    }
}
