"""Write final marks and feedback as a learning platform, an autograder or a spreadsheet reads them."""
