namespace Glissade;

/// <summary>The best few labels of one query, kept sorted while labels pass by: best score first, the lower label first among equals.</summary>
internal sealed class TopLabels(int capacity)
{
    private readonly int[] labels = new int[capacity];
    private readonly float[] scores = new float[capacity];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Labels => labels.AsSpan(0, Count);

    public ReadOnlySpan<float> Scores => scores.AsSpan(0, Count);

    /// <summary>A label must score above this to enter; labels come in ascending order, so an equal score comes too late.</summary>
    public float Threshold => Count < capacity ? float.NegativeInfinity : scores[^1];

    public void Clear() => Count = 0;

    public void Offer(int label, float score)
    {
        if (Count == capacity && !(score > scores[^1]))
            return;
        int place = Count < capacity ? Count++ : capacity - 1;
        while (place > 0 && score > scores[place - 1])
        {
            labels[place] = labels[place - 1];
            scores[place] = scores[place - 1];
            place--;
        }
        labels[place] = label;
        scores[place] = score;
    }
}
