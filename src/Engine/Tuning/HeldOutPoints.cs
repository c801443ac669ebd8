using Glissade.Kernels;

namespace Glissade;

/// <summary>Splits training data into what trials are trained on and what they are measured on.</summary>
internal static class HeldOutPoints
{
    private const int MostByDefault = 10_000;
    private const ulong SplitKey = 4;

    /// <summary>Holds out points at random; both parts keep the data's order and sizes of spaces.</summary>
    /// <exception cref="ArgumentException">Nothing would be left to train on, or nothing held out.</exception>
    public static (Dataset Train, Dataset Held) Split(Dataset data, int? count, ulong seed)
    {
        int held = count ?? Math.Clamp(data.Count / 10, 1, MostByDefault);
        if (held < 1 || held >= data.Count)
            throw new ArgumentException($"held-out points must be between 1 and the {data.Count} training points less one, but are {held}");
        int[] points = [.. Enumerable.Range(0, data.Count)];
        RandomStream random = new(seed, SplitKey);
        random.Shuffle(points);
        points.AsSpan(..held).Sort();
        points.AsSpan(held..).Sort();
        return (data.Select(points.AsSpan(held..)), data.Select(points.AsSpan(..held)));
    }
}
