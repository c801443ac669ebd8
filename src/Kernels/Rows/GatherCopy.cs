namespace Glissade.Kernels;

/// <summary>Copies rows picked by id into consecutive rows in single precision, so that matrix products read them in order.</summary>
internal static unsafe class GatherCopy
{
    /// <summary>destination[i] = rows[ids[i]], padding included.</summary>
    public static void Compute(WeightMatrix rows, int* ids, int count, float* destination, int destinationStride)
    {
        int distance = Prefetch.Distance((int)rows.StrideBytes);
        for (int i = 0; i < Math.Min(distance, count); i++)
            rows.Prefetch(ids[i]);
        for (int i = 0; i < count; i++)
        {
            if (i + distance < count)
                rows.Prefetch(ids[i + distance]);
            byte* row = rows.RowPointer(ids[i]);
            float* target = destination + ((long)i * destinationStride);
            if (rows.Precision == WeightPrecision.Single)
                Buffer.MemoryCopy(row, target, rows.Length * sizeof(float), rows.Length * sizeof(float));
            else
                Conversion.Widen((ushort*)row, target, rows.Length);
        }
    }
}
