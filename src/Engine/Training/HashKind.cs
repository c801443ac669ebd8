namespace Glissade;

/// <summary>The family of hash functions of the tables.</summary>
public enum HashKind
{
    /// <summary>Signs of random projections (Charikar 2002).</summary>
    SimHash,

    /// <summary>Densified winner-take-all (Chen and Shrivastava 2018).</summary>
    Dwta,

    /// <summary>Winner-take-all, zeros being values (Yagnik et al. 2011).</summary>
    Wta,

    /// <summary>Densified one permutation hashing of the largest elements (Shrivastava and Li 2014).</summary>
    MinHash,

    /// <summary>Nearest vertices of the cross-polytope after random rotations (Andoni et al. 2015).</summary>
    CrossPolytope,

    /// <summary>
    /// Signs of random projections that are learned at the end of training, to find the neurons that the network scores best, and if
    /// <see cref="TrainingRecipe.LearningSteps"/> says so while training, from samples and their true labels (MONGOOSE, Chen et al. 2021; HALOS, Liu et
    /// al. 2022). Saved with the model, unless training was cut short.
    /// </summary>
    Learned,
}
