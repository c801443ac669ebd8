namespace Glissade.Kernels;

/// <summary>Copies rows picked by id into consecutive rows, so that matrix products read them in order.</summary>
internal static unsafe class GatherCopy
{
    private const int PrefetchDistance = 8;

    /// <summary>destination[i] = rows[ids[i]], <paramref name="length"/> elements each.</summary>
    public static void Compute(float* rows, int stride, int* ids, int count, float* destination, int destinationStride, int length)
    {
        for (int i = 0; i < count; i++)
        {
            if (i + PrefetchDistance < count)
                Prefetch.Row(rows + ((long)ids[i + PrefetchDistance] * stride), length);
            Buffer.MemoryCopy(
                rows + ((long)ids[i] * stride), destination + ((long)i * destinationStride), length * sizeof(float), length * sizeof(float));
        }
    }
}
