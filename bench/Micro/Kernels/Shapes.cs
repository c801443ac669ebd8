namespace Glissade.Micro.Kernels;

/// <summary>The sizes that kernels are measured at.</summary>
internal static class Shapes
{
    /// <summary>Elements of a row of a layer over 128 hidden units: the weights and the bias.</summary>
    public const int Columns = 129;

    /// <summary>Rows of Amazon-670K's output layer: 386 MB, far beyond every cache.</summary>
    public const int WideLayer = 670_091;

    /// <summary>Rows that stay in a second-level cache: 295 kB.</summary>
    public const int CacheResident = 512;

    /// <summary>Numbers of a run in the first-level cache: whole vectors of every width, and with a rest.</summary>
    public const int Run = 1024;

    public const int RaggedRun = 1013;

    /// <summary>Numbers of a run of 64 MB, beyond the caches of most machines.</summary>
    public const int LongRun = 16_000_000;
}
