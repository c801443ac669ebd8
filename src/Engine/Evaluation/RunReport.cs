namespace Glissade;

/// <summary>What was run and on what, the same for training and for evaluation.</summary>
/// <param name="LabelCount">Size of the label space.</param>
/// <param name="Parameters">Number of weights and biases.</param>
/// <param name="PeakResidentBytes">See <see cref="PeakMemory.ResidentBytes"/>; null where the system does not tell.</param>
/// <param name="Threads">Worker threads.</param>
/// <param name="Simd">Name of the vector instructions in use.</param>
/// <param name="Seed">Seed of the run, or of the model's training.</param>
public sealed record RunReport(long LabelCount, long Parameters, long? PeakResidentBytes, int Threads, string Simd, ulong Seed);
