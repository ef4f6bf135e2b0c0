namespace ValetKey.AspNetCore.Flow;

/// <summary>The request is answered with a problem.</summary>
internal sealed class UploadRefusedException(UploadProblem problem) : Exception(problem.Detail)
{
    public UploadProblem Problem => problem;
}
