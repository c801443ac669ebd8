using Glissade.Kernels;

namespace Glissade.SkipGram;

/// <summary>
/// A sample of a text's positions that does not depend on how it is drawn: each position has a key scattered from it, and those with
/// the smallest keys are taken, the first of them for the test.
/// </summary>
internal sealed class PositionSample
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;

    private readonly ulong largestTestKey;
    private readonly ulong largestTrainKey;

    /// <param name="positionCount">Positions to draw from, more than there are test points.</param>
    /// <param name="testPoints">Positions wanted for the test; positive.</param>
    /// <param name="trainPoints">Positions wanted for training, or as many as are left.</param>
    internal PositionSample(int positionCount, int testPoints, int trainPoints)
    {
        int taken = (int)Math.Min(positionCount, (long)testPoints + trainPoints);
        ulong[] smallest = SmallestKeys(positionCount, taken);
        largestTestKey = smallest[testPoints - 1];
        largestTrainKey = smallest[^1];
    }

    internal bool IsTest(int position) => Key(position) <= largestTestKey;

    internal bool IsTrain(int position) => Key(position) is ulong key && key > largestTestKey && key <= largestTrainKey;

    /// <summary>SplitMix64's output for the position: a bijection, so no two positions share a key.</summary>
    private static ulong Key(int position) => RandomStream.Mix(((ulong)position + 1) * Golden);

    /// <summary>Collects twice as many keys as are wanted, then lets the larger half go; soon hardly a key is small enough.</summary>
    private static ulong[] SmallestKeys(int positionCount, int taken)
    {
        ulong[] keys = new ulong[Math.Min(positionCount, 2L * taken)];
        ulong bound = ulong.MaxValue;
        int count = 0;
        for (int position = 0; position < positionCount; position++)
        {
            ulong key = Key(position);
            if (key > bound)
                continue;
            if (count == keys.Length)
            {
                Array.Sort(keys);
                count = taken;
                bound = keys[taken - 1];
                if (key > bound)
                    continue;
            }
            keys[count++] = key;
        }
        Array.Sort(keys, 0, count);
        return keys[..taken];
    }
}
