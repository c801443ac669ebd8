namespace Glissade.Kernels;

/// <summary>The numbers of one Adam step (Kingma and Ba 2015, algorithm 1).</summary>
/// <param name="LearningRate">Step size alpha.</param>
/// <param name="FirstDecay">beta1.</param>
/// <param name="SecondDecay">beta2.</param>
/// <param name="FirstCorrection">1 - beta1^t, t the number of this step, from 1.</param>
/// <param name="SecondCorrection">1 - beta2^t.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
public readonly record struct AdamStep(
    float LearningRate, float FirstDecay, float SecondDecay, float FirstCorrection, float SecondCorrection, float Epsilon);
